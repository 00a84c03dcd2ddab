/* While the site is written, nothing of it may be kept: this takes back what an earlier visit
   to a finished site at the same address left behind. A finished site has another script here. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const own = `wardbook ${new URL(self.registration.scope).pathname}`;
      for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
      await self.registration.unregister();
    })(),
  );
});
