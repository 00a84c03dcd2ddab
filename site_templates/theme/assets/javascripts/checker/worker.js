/* Python, in a worker of its own so that typing never waits for it. No static import or export stands here, so that the
   same file can also be run as a classic worker. */

const PACKAGE = "wardbook-checker";

const PROGRAM = `
import json
from checker import Checker, RefusedCase, assess_json, explain, load, parse_case, to_json

def start(compiled):
    protocol = load(json.loads(compiled))
    checkers = {protocol.id: Checker(protocol)}

    def answer(text):
        return assess_json(checkers, text)[0]

    def reasons(text):
        try:
            return to_json(explain(checkers[protocol.id], parse_case(text)))
        except RefusedCase as refused:
            return to_json(refused.to_data())

    return answer, reasons

start
`;

const calls = { start };

async function start({ runtime, compiled }) {
  const [pyodide, text] = await Promise.race([Promise.all([loadPython(runtime), fetchText(compiled)]), unheard()]);
  const program = pyodide.runPython(PROGRAM);
  [calls.answer, calls.explain] = program(text);
  return null;
}

/* Pyodide does not pass on every failure of its own loading: where a file or WebAssembly itself is refused, it waits for
   ever. This promise rejects instead. */
function unheard() {
  return new Promise((_, reject) => {
    const fail = (error) => reject(new Error(`a part of it could not be loaded (${error?.message ?? error}).`));
    self.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      fail(event.reason);
    });
    if (typeof WebAssembly === "undefined") {
      fail("this browser has no WebAssembly, or forbids it");
      return;
    }
    const streaming = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (source, imports) => {
      try {
        const response = await source;
        // A server that does not know the type of wasm files is no reason to fail: the bytes are the same.
        return response.ok && response.headers.get("Content-Type") !== "application/wasm"
          ? await WebAssembly.instantiate(await response.arrayBuffer(), imports)
          : await streaming.call(WebAssembly, response, imports);
      } catch (error) {
        fail(error);
        throw error;
      }
    };
  });
}

async function loadPython(runtime) {
  const { loadPyodide } = await importRuntime(`${runtime}pyodide.mjs`);
  // Both addresses are absolute, so that the runtime is found under any path, and nothing is looked for elsewhere.
  const pyodide = await loadPyodide({ indexURL: runtime, lockFileURL: `${runtime}pyodide-lock.json`, packageBaseUrl: runtime });
  const problems = [];
  await pyodide.loadPackage(PACKAGE, {
    checkIntegrity: true,
    messageCallback: () => {},
    errorCallback: (message) => problems.push(message),
  });
  if (!(PACKAGE in pyodide.loadedPackages)) {
    throw new Error(`the rules could not be loaded (${problems.join("; ") || "no reason was given"}).`);
  }
  return pyodide;
}

async function importRuntime(address) {
  try {
    return await import(address);
  } catch (error) {
    throw new Error(`a part of it could not be loaded (${error.message}).`);
  }
}

async function fetchText(address) {
  const response = await fetch(address).catch((error) => ({ ok: false, statusText: error.message }));
  if (!response.ok) {
    const name = address.slice(address.lastIndexOf("/") + 1);
    throw new Error(`${name} could not be loaded (${response.statusText || response.status}).`);
  }
  return response.text();
}

self.onmessage = async ({ data: { id, kind, value } }) => {
  try {
    self.postMessage({ id, result: await calls[kind](value) });
  } catch (error) {
    self.postMessage({ id, error: sentence(error) });
  }
};

/* Python's tracebacks and the browser's errors, cut to what a reader can use: the last line, ending in a full stop. */
function sentence(error) {
  const lines = String(error?.message ?? error).trim().split("\n");
  const last = lines[lines.length - 1].trim().slice(0, 300);
  return /[.!?]$/.test(last) ? last : `${last}.`;
}
