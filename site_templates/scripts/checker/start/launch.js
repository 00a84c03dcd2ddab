/* The worker that Python runs in, started in whatever way this page may start one. */

import { PartError, fetched } from "../../runtime/came.js";
import { Failure } from "./cannot-run.js";

/** Below assets/javascripts/, where this script lies too. */
const SCRIPTS = new URL(".", document.currentScript.src);
const FOLDER = new URL("../runtime/", SCRIPTS);
export { FOLDER };

/** A page on a disk may fetch nothing, nor may one in a frame that took its origin away. A script is all that they may
    load, so a script brings what is needed. */
export const ON_DISK = location.protocol === "file:";
const WITHOUT_ORIGIN = self.origin === "null";

/** Milliseconds until the one script has to be there; a disk is faster. */
const CARRYING = 180_000;

/** Milliseconds until a browser has told what a policy forbade. */
const TOLD = 50;

const OF_WORKERS = ["worker-src", "child-src", "script-src", "default-src"];

/* What the policy of this page forbade. A fetch that was led to another host is a sign-in page, and not counted. */
const forbidden = new Set();
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
  if (effectiveDirective !== "connect-src" || blockedURI.startsWith(location.origin)) {
    forbidden.add(effectiveDirective);
  }
});

/** Start the worker.
    @param {{carried: boolean}} how  `carried`: with all its files in one script
    @returns {Promise<{worker: Worker, packed?: object, lost: (detail: string) => Failure}>} `packed` holds the files
        that came along, and `lost` says why a worker came to nothing. */
export async function launch({ carried }) {
  if (carried || ON_DISK || WITHOUT_ORIGIN) {
    const { worker: text, files } = await carry();
    const first = await unpacked(files.module);
    return { worker: fromText([first, "\n", text]), packed: files, lost: because(WITHOUT_ORIGIN && !ON_DISK ? "sandboxed" : "no-worker") };
  }
  const { name, integrity } = RUNTIME.worker;
  const address = new URL(name, SCRIPTS);
  const response = await ofPage(fetched("worker", address.href, { name, integrity }));
  const text = await response.text();
  if (!/(java|ecma)script/i.test(response.headers.get("content-type") ?? "")) {
    return { worker: fromText([text]), lost: because("wrong-type") }; // browsers start no worker from such an address
  }
  // Nothing checks the script of a worker that is started by its address, so it was fetched before, by its hash; now the
  // worker takes it from the browser's cache.
  return { worker: made(() => new Worker(address, { name: "wardbook-checker" })), lost: because("no-worker") };
}

/* A worker that never ran: was it the policy, and if so, what is to be said of it? */
function because(cause) {
  return (detail) =>
    new Failure(OF_WORKERS.some((name) => forbidden.has(name)) ? cause : "lost", [detail, ...forbidden].filter(Boolean).join(", "));
}

async function ofPage(loading) {
  try {
    return await loading;
  } catch (error) {
    if (!(error instanceof PartError)) {
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, TOLD)); // what a policy forbids is told later than the fetch fails
    throw new Failure(error.reason === "unreachable" && forbidden.has("connect-src") ? "no-fetch" : error.reason, error.message);
  }
}

/** The files of the runtime and the worker's script. The script that brings them calls `wardbookCarry`. */
function carry() {
  const cause = ON_DISK ? "disk-missing" : WITHOUT_ORIGIN ? "sandboxed" : "missing";
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const failed = (why) => reject(new Failure(cause, `${RUNTIME.disk}: ${why}`));
    window.wardbookCarry = (carried) => {
      delete window.wardbookCarry;
      script.remove();
      resolve(carried);
    };
    script.onerror = () => failed("not loaded");
    script.onload = () => failed("not the script that it should be"); // too late, if it was
    setTimeout(() => reject(new Failure("slow", `${RUNTIME.disk}: still not there`)), CARRYING);
    script.src = new URL(RUNTIME.disk, FOLDER).href;
    document.head.append(script);
  });
}

/** A file as it was packed, unpacked by the page: WebKit lets no worker without an origin read a Blob. */
async function unpacked(packed) {
  if (typeof DecompressionStream === "undefined") {
    throw new Failure("old-browser", "no DecompressionStream");
  }
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** On a disk the theme's search puts something else in the place of `Worker`, and keeps the browser's own for us. */
function fromText(parts) {
  const address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  try {
    return made(() => new (window.NativeWorker ?? window.Worker)(address, { name: "wardbook-checker" }));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function made(make) {
  try {
    return make();
  } catch (error) {
    throw new Failure("no-worker", error.message);
  }
}
