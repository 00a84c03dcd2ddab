/* The files of the runtime, from a server or from a disk: each checked against its hash before it is used. */

import { PartError, fetched } from "./came.js";
import { WEBKIT } from "./webkit.js";

/** Fetches files by HTTP. Where the browser can hash (it cannot on http://<IP>, which is no secure context), a file is
    read as it comes, so that progress is known to the byte; elsewhere fetch itself checks, and hands over the whole. */
export class ServedParts {
  #base;
  #files;
  #progress;

  /** @param {string} base  absolute address of the folder
      @param {Record<string, {name: string, size: number, integrity: string}>} files
      @param {(part: string, bytes: number) => void} progress  told how many bytes of a file there are */
  constructor(base, files, progress) {
    this.#base = base;
    this.#files = files;
    this.#progress = progress;
  }

  address(part) {
    return this.#base + this.#files[part].name;
  }

  /** Whether the browser holds a file already. WebKit says so of every file, and fetches it for that: there only what a
      service worker keeps is known. */
  async cached(part) {
    try {
      if (await self.caches?.match(this.address(part), { ignoreVary: true })) {
        return true;
      }
      if (WEBKIT) {
        return false;
      }
      const response = await fetch(this.address(part), { cache: "only-if-cached", mode: "same-origin" });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  async bytes(part) {
    const response = await this.#fetch(part);
    return this.#checked(part, await this.#read(part, response));
  }

  /** The compiled WebAssembly module. It is not compiled as a stream: that needs every byte twice, once to compile and once
      to check, and took longer on every link (benchmarks/results.md); nor does it matter how the server calls the type. */
  async module(part) {
    const bytes = await this.#read(part, await this.#fetch(part));
    const compiling = WebAssembly.compile(bytes);
    compiling.catch(() => {}); // told below, after the check that may explain it
    await this.#checked(part, bytes);
    return compiling;
  }

  /** Run a script; `come` is told what it took once it is there.
      @param {string} part
      @param {(taken: {sent: number | null, milliseconds: number}) => void} come  `sent`: bytes on the line, where known */
  async run(part, come) {
    const response = await this.#fetch(part);
    const sent = Number(response.headers.get("content-length")) || null;
    const begun = performance.now();
    const bytes = await this.#checked(part, await this.#read(part, response));
    come(this.#taken(part, sent, performance.now() - begun));
    try {
      importScripts(this.address(part)); // from the cache: it has just been read and checked
    } catch (error) {
      this.#runText(part, bytes, error);
    }
  }

  /* WebKit knows no sizes in a worker, but it shows the headers; times hold everywhere. */
  #taken(part, sent, milliseconds) {
    const [entry] = performance.getEntriesByName(this.address(part));
    const shown = entry?.responseStart > 0 && entry.responseEnd > entry.responseStart;
    return {
      sent: entry?.encodedBodySize || sent,
      milliseconds: shown ? entry.responseEnd - entry.responseStart : milliseconds,
    };
  }

  /* A browser takes no script that a server calls by a wrong type. The bytes were checked, so they are run as they are,
     where the policy lets them. */
  #runText(part, bytes, error) {
    try {
      runText(bytes);
    } catch {
      throw new PartError(part, "wrong-type", `${this.#files[part].name}: ${error.message}`);
    }
  }

  #fetch(part) {
    const { name, integrity } = this.#files[part];
    return fetched(part, this.address(part), { name, integrity: self.crypto?.subtle ? undefined : integrity });
  }

  async #read(part, response) {
    const { name, size } = this.#files[part];
    const result = new Uint8Array(size);
    let length = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch((error) => {
        throw new PartError(part, "cut-off", `${name}: ${error.message}, after ${length} of ${size} bytes`);
      });
      if (done) {
        break;
      }
      if (length + value.length <= size) {
        result.set(value, length);
      }
      length += value.length;
      this.#progress(part, Math.min(length, size));
    }
    if (length !== size) {
      throw new PartError(part, "altered", `${name}: ${length} bytes in place of ${size}`);
    }
    return result;
  }

  #checked(part, bytes) {
    return checked(part, bytes, this.#files[part]);
  }
}

/* Where the browser cannot hash, `fetch` has checked already. */
async function checked(part, bytes, { name, integrity }) {
  if (self.crypto?.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (`sha256-${btoa(String.fromCharCode(...digest))}` !== integrity) {
      throw new PartError(part, "altered", `${name}: another SHA-256 than ${integrity}`);
    }
  }
  return bytes;
}

function runText(bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  try {
    importScripts(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Files that came with the page's own script: for a site that is opened from a disk, and wherever nothing can be fetched.
    Pyodide's script is not among them, since it stands before the worker's own. In a worker without an origin WebKit reads
    no Blob, not even one that was made there: hence the writer below. */
export class CarriedParts {
  #packed;
  #files;
  #onDisk;

  /** @param {Record<string, string>} packed  role → the file, gzipped, in base64
      @param {Record<string, {name: string, size: number, integrity: string}>} files
      @param {boolean} onDisk */
  constructor(packed, files, onDisk) {
    this.#packed = packed;
    this.#files = files;
    this.#onDisk = onDisk;
  }

  async cached() {
    return true;
  }

  async bytes(part) {
    const { name, size } = this.#files[part];
    const result = new Uint8Array(size);
    let length = 0;
    try {
      const inflating = new DecompressionStream("gzip");
      const writer = inflating.writable.getWriter();
      writer.write(fromBase64(this.#packed[part])).catch(() => {}); // told by the reader
      writer.close().catch(() => {});
      const reader = inflating.readable.getReader();
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
        result.set(value, length);
        length += value.length;
      }
    } catch (error) {
      const cause = typeof DecompressionStream === "undefined" ? "old-browser" : "altered";
      throw new PartError(part, cause, `${name}: ${error.message}`);
    }
    if (length !== size) {
      throw new PartError(part, "altered", `${name}: ${length} bytes in place of ${size}`);
    }
    // A disk is as good as the page on it; what was sent by a server is checked as it would be elsewhere.
    return this.#onDisk ? result : checked(part, result, this.#files[part]);
  }

  async module(part) {
    return WebAssembly.compile(await this.bytes(part));
  }

  async run(part) {
    if (typeof self._createPyodideModule !== "function") {
      throw new PartError(part, "altered", `${this.#files[part].name}: it did not run before the worker's own script`);
    }
  }
}

function fromBase64(packed) {
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let place = 0; place < text.length; place += 1) {
    bytes[place] = text.charCodeAt(place);
  }
  return bytes;
}
