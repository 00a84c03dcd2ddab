/* What the theme expects of its page before its own script runs: four functions by these names, the colours that the reader
   chose, and to be told that the page was read even if its script comes later than that. */

/** Colours by the device's own choice, as the theme calls them. */
const BY_DEVICE = "(prefers-color-scheme)";

/** @param {string} base  the address of the site's top from this page */
export function serveTheme(base) {
  const scope = new URL(base, location.href);
  const place = (key, { pathname }) => `${pathname}.${key}`;
  window.__md_scope = scope;
  window.__md_hash = (text) => [...text].reduce((sum, sign) => ((sum << 5) - sum + sign.charCodeAt(0)) | 0, 0);
  window.__md_get = (key, storage = localStorage, within = scope) => JSON.parse(storage.getItem(place(key, within)));
  window.__md_set = (key, value, storage = localStorage, within = scope) => {
    try {
      storage.setItem(place(key, within), JSON.stringify(value));
    } catch {
      // storage is full or forbidden: the next page starts anew
    }
  };
  colour(stored());
  tellLateListeners();
  whenRead(() => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.name?.startsWith("__tabbed_")) {
      target.checked = true;
    }
  });
}

/** What was typed into the search before the theme's script came counts too: it is told as if the last key was pressed now. */
export function takeOverQuery() {
  const query = document.querySelector("[data-md-component=search-query]");
  if (query?.value) {
    query.dispatchEvent(new Event("keyup", { bubbles: true }));
  }
}

/** Call back once the HTML is read, whatever else the page still waits for. */
export function whenRead(callback) {
  if (document.readyState !== "loading") {
    callback();
  } else {
    document.addEventListener("readystatechange", callback, { once: true });
  }
}

function stored() {
  try {
    return window.__md_get("__palette")?.color ?? { media: BY_DEVICE };
  } catch {
    return { media: BY_DEVICE }; // not written by the theme
  }
}

/* Before the first paint, as soon as the body and what it offers to choose from have been read. */
function colour(chosen) {
  const look = () => {
    const device = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const offered = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${device})']`);
    if (!document.body || (chosen.media === BY_DEVICE && !offered)) {
      return false;
    }
    for (const name of ["media", "scheme", "primary", "accent"]) {
      const value = chosen.media === BY_DEVICE ? offered.getAttribute(`data-md-color-${name}`) : chosen[name];
      if (value) {
        document.body.setAttribute(`data-md-color-${name}`, value);
      }
    }
    return true;
  };
  if (!look()) {
    const watch = new MutationObserver(() => look() && watch.disconnect());
    watch.observe(document, { childList: true, subtree: true });
    whenRead(() => watch.disconnect());
  }
}

/* The theme's script waits for an event that is over when it comes as late as here. */
function tellLateListeners() {
  let over = performance.getEntriesByType("navigation")[0]?.domContentLoadedEventStart > 0;
  document.addEventListener("DOMContentLoaded", () => {
    over = true;
  });
  document.addEventListener = function (kind, listener, ...options) {
    if (kind === "DOMContentLoaded" && over) {
      queueMicrotask(() => listener.call(document, new Event(kind)));
    } else {
      EventTarget.prototype.addEventListener.call(document, kind, listener, ...options);
    }
  };
}
