/* The engine for those who ask before it runs: what they ask waits until it does, and is then asked if it is still wanted. */

export class Awaited {
  #engine;
  #came = null; // lets those go on who wait
  #wanted;

  /** @param {(text: string) => boolean} wanted  whether the answer to a case still stands on the page */
  constructor(wanted) {
    this.#wanted = wanted;
    this.lost();
  }

  /** There is no engine, or none any more. What waits goes on waiting. */
  lost() {
    this.#engine = this.#came
      ? this.#engine
      : new Promise((resolve) => {
          this.#came = resolve;
        });
  }

  /** @param {import("../engine.js").Engine} engine  that can answer now */
  runs(engine) {
    this.#came?.(engine);
    this.#came = null;
    this.#engine = Promise.resolve(engine);
  }

  explain(text) {
    return this.#once(text).then((engine) => engine.explain(text));
  }

  alternatives(text) {
    return this.#once(text).then((engine) => engine.alternatives(text));
  }

  /** Many cases can be shown before the engine runs: it is not asked about those that are gone by then. */
  async #once(text) {
    const engine = await this.#engine;
    if (!this.#wanted(text)) {
      throw new Error("another case stands by now"); // whoever asked about this one drops the answer
    }
    return engine;
  }
}
