/* The site kept on the reader's device: registered once the page itself is done, and a new version offered, never forced.
   Where a browser, a policy or an administrator allows no such thing, the site works as before. <html data-offline> says
   how it stands: none, loading, ready, failed. */

import { discardEntries, entered } from "./installed/entries.js";
import { Notice } from "./installed/notice.js";
import { describe, follow, quiet } from "./installed/worker.js";
import { words } from "./installed/words.js";

const HERE = document.currentScript.src;

/** At the root of the site, two folders up from this script. */
const WORKER = new URL("../../service-worker.js", HERE);

/** Milliseconds after which a page that stays open asks for a new version; the browser asks at every new page. */
const AGAIN = 3_600_000;

const LATER = "wardbook.later";

function start(container) {
  // Here and not in the page: on a disk, or at http://<IP>, a browser would only complain of it.
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = new URL("../../manifest.webmanifest", HERE).href;
  document.head.append(link);

  const notice = new Notice();
  let controlled = Boolean(container.controller);
  let outdated = false;
  let taking = false;
  let agreed = false;

  const state = (value) => (document.documentElement.dataset.offline = value);

  function reload() {
    discardEntries(); // some browsers would write them into the new page's form
    location.reload();
  }

  /** Do what ends in a new page; ask first where that clears a form. */
  function afterConsent(action) {
    if (!entered()) {
      action();
      return;
    }
    notice.show(words.clears, [
      [words.clear, () => ((agreed = true), action())],
      [words.keep, () => notice.hide()],
    ]);
  }

  async function offer(waiting) {
    const { version } = await describe(waiting);
    const take = () => {
      taking = true;
      notice.hide();
      waiting.postMessage({ wardbook: "take-over" });
    };
    const show = () =>
      notice.show(words.offer, [
        [words.take, () => afterConsent(take)],
        [
          words.later,
          () => {
            remember(version);
            notice.hide();
          },
        ],
      ]);
    notice.remind(words.reminder, show);
    if (remembered() !== version) {
      show();
    }
  }

  container.addEventListener("controllerchange", () => {
    if (!controlled) {
      controlled = true; // the first version of this site on this device, the one that the page shows
      return;
    }
    outdated = true;
    if (taking && (agreed || !entered())) {
      reload();
      return;
    }
    const show = () =>
      notice.show(words.outdated, [
        [words.reload, () => afterConsent(reload)],
        [words.later, () => notice.hide()],
      ]);
    notice.remind(words.reminderOutdated, show);
    show();
  });

  container.addEventListener("message", (event) => {
    if (event.data?.wardbook === "current?") {
      event.ports[0].postMessage(!outdated);
    }
  });
  container.startMessages();

  follow(container, WORKER, {
    quiet,
    again: AGAIN,
    loading: () => state("loading"),
    failed: () => state("failed"),
    async ready(worker) {
      const { complete } = await describe(worker);
      state(complete ? "ready" : "failed");
      worker.postMessage({ wardbook: "tend" });
      if (complete) {
        notice.status(words.ready);
      }
    },
    waiting: offer,
  });
}

function remember(version) {
  try {
    sessionStorage.setItem(LATER, version);
  } catch {
    // a browser without storage: the next page offers it again
  }
}

function remembered() {
  try {
    return sessionStorage.getItem(LATER);
  } catch {
    return null;
  }
}

/** What a browser calls by this name; nothing outside a secure context, on a disk, or where a frame forbids it. */
function serviceWorkers() {
  try {
    return window.isSecureContext && location.protocol !== "file:" ? navigator.serviceWorker : undefined;
  } catch {
    return undefined;
  }
}

const container = serviceWorkers();
document.documentElement.dataset.offline = "none";
if (container) {
  start(container);
}
