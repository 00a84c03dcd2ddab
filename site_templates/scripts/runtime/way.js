/* Which way to start: from the compiled library (small), or from the memory snapshot (larger, and started at once). */

import { WEBKIT } from "./webkit.js";

/** Milliseconds that the snapshot saves on the machine of the benchmarks (benchmarks/results.md); on a slower one as many
    times more as that is slower. WebKit takes longer to start from the library than it does for anything else. */
const SAVED = WEBKIT ? 2_900 : 450;

/** Times slower than that machine: beyond this, what is measured says more about a busy moment than about the device. */
const SLOWEST = 12;

/** What a server's compression leaves of the files, as measured with brotli; gzip leaves a third more. */
const LEFT = { snapshot: 0.25, library: 0.32, module: 0.17 };

export class Way {
  #files;
  #slowness;
  #saveData;
  #decide;
  #decision;

  /** @param {object} parts
      @param {Record<string, {size: number}>} files
      @param {{asked?: string, carried: boolean, saveData: boolean, slowness: () => number}} options */
  constructor(parts, files, { asked, carried, saveData, slowness }) {
    this.#files = files;
    this.#slowness = slowness;
    this.#saveData = saveData;
    this.#decision = new Promise((resolve) => (this.#decide = resolve));
    if (asked || carried) {
      this.#decide(asked ?? "snapshot");
    } else {
      this.#ask(parts, saveData);
    }
  }

  /** `library` or `snapshot`. */
  made() {
    return this.#decision;
  }

  /** Pyodide's script, which both ways need, has come: that tells how fast the link is. The WebAssembly module came
      beside it and had half of the link.
      @param {{sent: number | null, milliseconds: number}} taken  `sent`: bytes on the line, null if nobody says it */
  measured({ sent, milliseconds }) {
    if (this.#saveData) {
      return; // only what the browser has already decides then, and it may take longer to say so than the script to come
    }
    const { size } = this.#files.module;
    const line = sent ?? size * LEFT.module;
    const bytes = (part) => this.#files[part].size * (line < size ? LEFT[part] : 1);
    const rate = (2 * line) / Math.max(1, milliseconds);
    const saved = SAVED * Math.min(SLOWEST, Math.max(1, this.#slowness()));
    this.#decide((bytes("snapshot") - bytes("library")) / rate < saved ? "snapshot" : "library");
  }

  async #ask(parts, saveData) {
    if (await parts.cached("snapshot")) {
      this.#decide("snapshot");
    } else if (saveData || (await parts.cached("library"))) {
      this.#decide("library");
    }
  }
}
