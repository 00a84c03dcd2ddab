/* The service worker: keeps the files of one version of the site, and answers every page of that version from them. A new
   version is fetched beside it and waits until no tab shows the old one, or until the reader asks for it. Nothing but the
   site's own files is ever kept. `WARDBOOK` is written before this script when the site is finished. */

import { PrecacheController } from "workbox-precaching/PrecacheController.js";
import { PrecacheRoute } from "workbox-precaching/PrecacheRoute.js";
import { NavigationRoute } from "workbox-routing/NavigationRoute.js";
import { registerRoute } from "workbox-routing/registerRoute.js";
import { CacheFirst } from "workbox-strategies/CacheFirst.js";

/** Milliseconds in which a tab says which version it shows. One that is asleep does not, and counts as an old one. */
const ANSWER = 3000;

/** In a file's name: a digest of its content. */
const HASHED = /\.[0-9a-f]{8,}\.[^/]*$/;

const { version, files, optional } = self.WARDBOOK;
const scope = new URL(self.registration.scope);
const NAME = `wardbook ${scope.pathname}`;
const precache = new PrecacheController({ cacheName: NAME });
precache.addToCacheList(files);
precache.strategy.matchOptions = { ignoreVary: true };
const integrities = new Map(optional.map(({ url, integrity }) => [new URL(url, scope).href, integrity]));
const kept = new Set(precache.getURLsToCacheKeys().values());

/* Installing and tidying never overlap: one relies on files that the other may remove. */
const alone = (options, action) => navigator.locks.request(NAME, options, action);

let first = false;

self.addEventListener("install", (event) => {
  first = !self.registration.active;
  event.waitUntil(alone({}, () => precache.install(event)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(first ? self.clients.claim() : tidyIfAlone());
});

self.addEventListener("message", (event) => {
  if (event.data?.wardbook === "describe") {
    event.waitUntil(describe(event.ports[0]));
  } else if (event.data?.wardbook === "tend") {
    event.waitUntil(tidy().then(() => restore(event)).catch(() => {})); // without a connection: another time
  } else if (event.data?.wardbook === "take-over") {
    event.waitUntil(self.skipWaiting());
  }
});

/* Queries choose nothing on this site, and `treat` is not `treat.html` on a server either. */
registerRoute(new PrecacheRoute(precache, { ignoreURLParametersMatching: [/./], cleanURLs: false }));

/* What a page fetches of its own accord for a faster start is kept once it has come; it is never fetched for that. */
const whenFetched = new CacheFirst({
  cacheName: NAME,
  matchOptions: { ignoreVary: true },
  plugins: [
    {
      requestWillFetch: async ({ request }) => new Request(request, { integrity: integrities.get(request.url) }),
      // Also the proper answer to a page that asks only for what is cached.
      handlerDidError: async () => new Response(null, { status: 504, statusText: "Gateway Timeout" }),
    },
  ],
});
registerRoute(({ url }) => integrities.has(url.href), whenFetched);

/* A tab of an older version asks for that version's files: they stay as long as it lives. */
registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith(scope.pathname) && HASHED.test(url.pathname),
  async ({ request, url }) => (await (await caches.open(NAME)).match(url.href, { ignoreVary: true })) ?? fetch(request),
);

registerRoute(
  new NavigationRoute(async ({ request, url }) => {
    try {
      return await fetch(request);
    } catch {
      return precache.getCacheKeyForURL(`${url.origin}${url.pathname}/index.html`)
        ? Response.redirect(`${url.origin}${url.pathname}/`)
        : notHere();
    }
  }),
);

const OFFLINE =
  "<p><strong>The server of this site cannot be reached; perhaps you are offline.</strong> This page may well exist, but it " +
  "is not among those that are kept on this device.</p>";

/** The page for unknown addresses, with its addresses corrected: MkDocs writes them for a site at '/'. */
async function notHere() {
  const page = await precache.matchPrecache(new URL("404.html", scope).href);
  const text = (await page.text())
    .replaceAll(/ (href|src|data-base)="\/(?!\/)/g, ` $1="${scope.pathname}`)
    .replace(/(<script id="__config"[^>]*>)(.*?)(<\/script>)/s, (_, before, config, after) => {
      const corrected = JSON.parse(config);
      corrected.base = scope.pathname;
      corrected.search = scope.pathname + corrected.search.replace(/^\//, "");
      return before + JSON.stringify(corrected) + after;
    })
    .replace("</h1>", `</h1>${OFFLINE}`);
  return new Response(text, { status: 404, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function describe(port) {
  port.postMessage({ version, complete: (await missingFiles()).length === 0 });
}

/** Fetch again what a browser, or somebody with its tools, has removed. */
async function restore(event) {
  for (const [url, cacheKey] of await missingFiles()) {
    const integrity = precache.getIntegrityForCacheKey(cacheKey);
    const request = new Request(url, { integrity, cache: "reload" });
    await precache.strategy.handle({ request, event, params: { cacheKey, integrity } });
  }
}

async function missingFiles() {
  const have = new Set((await (await caches.open(NAME)).keys()).map(({ url }) => url));
  return [...precache.getURLsToCacheKeys()].filter(([, key]) => !have.has(key));
}

async function tidyIfAlone() {
  if ((await self.clients.matchAll({ type: "window" })).length === 0) {
    await tidy();
  }
}

/** Remove what only older versions need, unless a tab shows one or a newer version is about to build upon it. */
async function tidy() {
  const cache = await caches.open(NAME);
  const old = (await cache.keys()).filter(({ url }) => !kept.has(url) && !integrities.has(url));
  if (old.length === 0 || !(await everyTabIsCurrent())) {
    return;
  }
  await alone({ ifAvailable: true }, async (lock) => {
    if (lock && !self.registration.installing && !self.registration.waiting) {
      await Promise.all(old.map((request) => cache.delete(request)));
    }
  });
}

async function everyTabIsCurrent() {
  const tabs = await self.clients.matchAll({ type: "window" });
  return (await Promise.all(tabs.map(isCurrent))).every(Boolean);
}

function isCurrent(tab) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    setTimeout(() => resolve(false), ANSWER);
    tab.postMessage({ wardbook: "current?" }, [port2]);
  });
}
