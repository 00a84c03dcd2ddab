/* Which way to start: from the compiled library (small), or from the memory snapshot (larger, and started at once). */

/** Milliseconds that the snapshot saves, as measured (benchmarks/results.md). A slower device gains more by it. */
const SAVED = 450;

/** What a server's compression leaves of the two files, as measured with brotli; gzip leaves a third more. */
const LEFT = { snapshot: 0.25, library: 0.32 };

export class Way {
  #files;
  #decide;
  #decision;

  /** @param {object} parts
      @param {Record<string, {size: number}>} files
      @param {{asked?: string, carried: boolean, saveData: boolean}} options */
  constructor(parts, files, { asked, carried, saveData }) {
    this.#files = files;
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
      beside it and had half of the link. No part of a script's own time is in these figures, as it would be if what
      arrives here were counted. */
  measured(address) {
    const [entry] = performance.getEntriesByName(address);
    if (!entry?.encodedBodySize) {
      this.#decide("library");
      return;
    }
    const compressed = entry.encodedBodySize < entry.decodedBodySize;
    const bytes = (part) => this.#files[part].size * (compressed ? LEFT[part] : 1);
    const rate = (2 * entry.encodedBodySize) / Math.max(1, entry.responseEnd - entry.responseStart);
    this.#decide((bytes("snapshot") - bytes("library")) / rate < SAVED ? "snapshot" : "library");
  }

  async #ask(parts, saveData) {
    if (await parts.cached("snapshot")) {
      this.#decide("snapshot");
    } else if (saveData || (await parts.cached("library"))) {
      this.#decide("library");
    }
  }
}
