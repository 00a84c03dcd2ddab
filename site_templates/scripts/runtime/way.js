/* Which way to start: from the compiled library (small), or from the memory snapshot (larger, and started at once). */

/** Milliseconds that the snapshot saves, as measured (benchmarks/results.md). A slower device gains more by it. */
const SAVED = 400;

/** The snapshot is worth it while its additional bytes take less time than it saves. In the measure of the WebAssembly
    module, compressed, they are this part. */
const ADDITIONAL = 0.43;

/** The part of the module that must be there before its speed is believed. */
const ENOUGH = 0.12;

export class Way {
  #size;
  #decide;
  #decision;
  #began = performance.now();

  /** @param {object} parts
      @param {Record<string, {size: number}>} files
      @param {{asked?: string, carried: boolean, saveData: boolean}} options */
  constructor(parts, files, { asked, carried, saveData }) {
    this.#size = files.wasm.size;
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

  /** What arrives of the module, which both ways need, tells how fast the link is. */
  arrived(part, bytes) {
    const share = bytes / this.#size;
    if (part === "wasm" && share >= ENOUGH) {
      const whole = (performance.now() - this.#began) / share;
      this.#decide(whole * ADDITIONAL < SAVED ? "snapshot" : "library");
    }
  }

  async #ask(parts, saveData) {
    if (await parts.cached("snapshot")) {
      this.#decide("snapshot");
    } else if (saveData || (await parts.cached("library"))) {
      this.#decide("library");
    }
  }
}
