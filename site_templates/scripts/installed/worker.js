/* The service worker as the page sees it. */

/** Milliseconds in which a worker describes itself. */
const ANSWER = 5000;

/** Milliseconds after which a checker that is still starting no longer holds up the rest. */
const CHECKER = 30_000;

/** Which version a worker holds, and whether all of it is there.
    @returns {Promise<{version?: string, complete: boolean}>} */
export function describe(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve({ complete: false }), ANSWER);
    worker.postMessage({ wardbook: "describe" }, [port2]);
  });
}

/** Resolves when the page has what it needs itself: it is loaded, its checker answers, and the browser is idle. */
export async function quiet() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  const status = document.querySelector("[data-checker] [data-part=status]");
  if (status) {
    await settled(status);
  }
  await new Promise((resolve) =>
    window.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 5000 }) : setTimeout(resolve, 1000),
  );
}

function settled(status) {
  const done = () => ["ready", "failed"].includes(status.dataset.state);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => done() && finish());
    const timer = setTimeout(finish, CHECKER);
    function finish() {
      observer.disconnect();
      clearTimeout(timer);
      resolve();
    }
    observer.observe(status, { attributeFilter: ["data-state"] });
    if (done()) {
      finish();
    }
  });
}

/** Register the worker and follow what becomes of it.
    @param {ServiceWorkerContainer} container
    @param {URL} address
    @param {object} on  `quiet()` resolves when a first version may be fetched; `loading()` while it is; `ready(worker)` when
      a version is in place; `waiting(worker)` when another one is; `failed()`; `again`: milliseconds between questions */
export async function follow(container, address, on) {
  if (!container.controller) {
    await on.quiet();
  }
  let registration;
  try {
    registration = await container.register(address, { updateViaCache: "none" });
  } catch {
    registration = null; // forbidden, no storage, or no connection before the first version
  }
  if (!registration) {
    on.failed();
    return;
  }
  const look = () => watch(registration, on);
  registration.addEventListener("updatefound", look);
  if (registration.active) {
    on.ready(registration.active);
  }
  if (registration.waiting && registration.active) {
    on.waiting(registration.waiting);
  }
  look();
  askAgain(registration, on.again);
}

function watch(registration, on) {
  const worker = registration.installing;
  if (!worker || worker.followed) {
    return;
  }
  worker.followed = true;
  const initial = !registration.active;
  if (initial) {
    on.loading();
  }
  worker.addEventListener("statechange", () => {
    if (worker.state === "installed" && !initial) {
      on.waiting(worker);
    } else if (worker.state === "activated" && initial) {
      on.ready(worker);
    } else if (worker.state === "redundant" && initial && !registration.active) {
      on.failed();
    }
  });
}

/* By the time that passes, not by the clock, which may be wrong. */
function askAgain(registration, pause) {
  let last = performance.now();
  const ask = () => {
    if (document.visibilityState === "visible" && performance.now() - last >= pause) {
      last = performance.now();
      registration.update().catch(() => {}); // no connection: this version goes on
    }
  };
  setInterval(ask, pause);
  document.addEventListener("visibilitychange", ask);
}
