/* Files of the runtime fetched before anybody needs them, so that they lie in the browser's cache when somebody does. */

const FOLDER = new URL("../runtime/", document.currentScript.src);

/** Fetch files one after the other when the page has nothing else to do; never where the reader saves data, not from a disk,
    where nothing can be fetched, and not where a service worker keeps them already.
    @param {string[]} parts  roles of files
    @param {{kept: boolean}} options  whether a service worker keeps these files without being asked */
export function fetchWhenIdle(parts, { kept = true } = {}) {
  const installed = kept && navigator.serviceWorker?.controller;
  if (location.protocol === "file:" || navigator.connection?.saveData || installed) {
    return;
  }
  const idle = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 1000));
  idle(
    async () => {
      for (const part of parts) {
        try {
          const response = await fetch(new URL(RUNTIME.files[part].name, FOLDER), { priority: "low" });
          await response.arrayBuffer();
        } catch {
          return; // only an attempt: the page that needs them fetches them again, and says what is wrong
        }
      }
    },
    { timeout: 5000 },
  );
}

/** Milliseconds after a start: nothing is fetched while the first answer is on its way. */
const LATER = 3000;

/** After a start without the snapshot: fetch it for the next visit. */
export function fetchSnapshotLater(way) {
  if (way !== "snapshot") {
    setTimeout(() => fetchWhenIdle(["snapshot"], { kept: false }), LATER);
  }
}
