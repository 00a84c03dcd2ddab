/* Python, in a worker of its own so that typing never waits for it. */

import { PartError } from "./runtime/came.js";
import { CarriedParts, ServedParts } from "./runtime/parts.js";
import { slowness } from "./runtime/processor.js";
import { startPython } from "./runtime/python.js";
import { Way } from "./runtime/way.js";

const calls = { start, open };
let python = null;

/** @param {{about: object, base: string, packed?: object, onDisk: boolean, way?: string, saveData: boolean}} value
      `packed` holds the files where they are not to be fetched. */
async function start({ about, base, packed, onDisk, way, saveData }) {
  requireWebAssembly();
  const progress = new Progress(about.files);
  const parts = packed
    ? new CarriedParts(packed, about.files, onDisk)
    : new ServedParts(base, about.files, (part, bytes) => progress.set(part, bytes));
  let slower = 1;
  const choice = new Way(parts, about.files, { asked: way, carried: Boolean(packed), saveData, slowness: () => slower });
  const module = parts.module("wasm");
  const script = parts.run("module", (taken) => choice.measured(taken));
  if (!packed && !way) {
    slower = slowness(); // now, while nothing has come yet
  }
  module.catch(() => {}); // told by whoever awaits them first
  script.catch(() => {});
  const chosen = await Promise.race([choice.made(), failure(module), failure(script)]);
  progress.choose(chosen);
  const bytes = parts.bytes(chosen);
  bytes.catch(() => {});
  try {
    python = await startPython(about, module, script, { [chosen]: bytes });
    python.pyimport("wardbook_page");
  } catch (error) {
    if (chosen === "snapshot" && (!(error instanceof PartError) || error.part === "snapshot")) {
      error.again = "library"; // another browser, another build: the compiled start needs none of it
    }
    throw error;
  }
  return { way: chosen };
}

/** @param {string} compiled  a compiled protocol as JSON */
function open(compiled) {
  const functions = python.pyimport("wardbook_page").start(compiled);
  for (const name of ["answer", "explain", "alternatives", "read"]) {
    calls[name] = functions.get(name);
  }
}

/** Never resolves; rejects when the promise does. */
function failure(promise) {
  return new Promise((_, reject) => promise.catch(reject));
}

/* Where a policy forbids WebAssembly, Pyodide would wait for ever. */
function requireWebAssembly() {
  try {
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  } catch (error) {
    const byPolicy = typeof WebAssembly !== "undefined" && /content security|unsafe-eval|\bCSP\b/i.test(error.message);
    throw new PartError("wasm", byPolicy ? "policy-webassembly" : "no-webassembly", error.message);
  }
}

/** Told to the page as the proportion of all bytes that are there. */
class Progress {
  #files;
  #have = {};
  #way = "library";
  #told = 0;

  constructor(files) {
    this.#files = files;
  }

  choose(way) {
    this.#way = way;
  }

  set(part, bytes) {
    this.#have[part] = bytes;
    const wanted = ["module", "wasm", this.#way];
    const sum = (sizes) => wanted.reduce((total, name) => total + (sizes(name) ?? 0), 0);
    const share = sum((name) => this.#have[name]) / sum((name) => this.#files[name].size);
    if (share >= this.#told + 0.01) {
      this.#told = share;
      self.postMessage({ progress: share });
    }
  }
}

self.onmessage = async ({ data: { id, kind, value } }) => {
  try {
    self.postMessage({ id, result: await calls[kind](value) });
  } catch (error) {
    self.postMessage({ id, error: { cause: cause(error), detail: lastLine(error), again: error?.again } });
  }
};

/** Why something failed, as the page has a sentence for it (`checker/start/cannot-run.js`). */
function cause(error) {
  if (error instanceof PartError) {
    return error.reason;
  }
  return /out of memory|allocat(e|ion)|MemoryError/i.test(String(error?.message ?? error)) ? "memory" : "unknown";
}

/* Python's tracebacks and the browser's errors, cut to what helps those who look after the site. */
function lastLine(error) {
  const lines = String(error?.message ?? error).trim().split("\n");
  return lines[lines.length - 1].trim().slice(0, 300);
}
