/* Python, in a worker of its own so that typing never waits for it. */

import { CarriedParts, PartError, ServedParts } from "./runtime/parts.js";
import { startPython } from "./runtime/python.js";
import { Way } from "./runtime/way.js";

const calls = { start, open };
let python = null;

/** @param {{about: object, base: string, packed?: object, way?: string, saveData: boolean}} value */
async function start({ about, base, packed, way, saveData }) {
  requireWebAssembly();
  const progress = new Progress(about.files);
  const parts = packed
    ? new CarriedParts(packed)
    : new ServedParts(base, about.files, (part, bytes) => progress.set(part, bytes));
  const choice = new Way(parts, about.files, { asked: way, carried: Boolean(packed), saveData });
  const module = parts.module("wasm");
  const script = parts.run("module", (address) => choice.measured(address));
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
  } catch {
    throw new Error("this browser, or the server of this site, forbids WebAssembly, in which the checker runs.");
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
    self.postMessage({ id, error: sentence(error), again: error?.again });
  }
};

/* Python's tracebacks and the browser's errors, cut to what a reader can use: the last line, ending in a full stop. */
function sentence(error) {
  const lines = String(error?.message ?? error).trim().split("\n");
  const last = lines[lines.length - 1].trim().slice(0, 300);
  return /[.!?]$/.test(last) ? last : `${last}.`;
}
