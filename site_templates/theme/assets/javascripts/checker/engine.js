/* The engine as the page sees it: a worker that is started once, then answers one case at a time. */

import { words } from "./words.js";

/** Milliseconds. A start that hangs (WebAssembly forbidden by a policy makes Pyodide hang, not fail) ends in words. */
const TIMES = { slow: 12_000, start: 180_000, answer: 15_000 };

const RUNTIME = new URL("../../pyodide/", import.meta.url).href;
const WORKER = new URL("./worker.js", import.meta.url);

export class Engine {
  #worker = null;
  #options;
  #times;
  #next = 0;
  #open = new Map();
  #started = false;

  /** @param {{compiled: string, onSlow?: () => void, onCrash?: (reason: string) => void, times?: object}} options
      `compiled` is the absolute address of a compiled protocol. */
  constructor(options) {
    this.#options = options;
    this.#times = { ...TIMES, ...options.times };
  }

  /** Resolves when the engine can answer; rejects with a reason in words. */
  async start() {
    const slow = setTimeout(() => this.#options.onSlow?.(), this.#times.slow);
    try {
      this.#worker = new Worker(WORKER, { type: "module", name: "wardbook-checker" });
      this.#worker.onmessage = (event) => this.#settle(event.data);
      this.#worker.onerror = (event) => this.#crash(event.message || words.crashed);
      await this.#call("start", { runtime: RUNTIME, compiled: this.#options.compiled }, this.#times.start, words.tooLong);
    } catch (error) {
      this.stop();
      throw error;
    } finally {
      clearTimeout(slow);
    }
    this.#started = true;
  }

  /** The answer to a case, JSON to JSON: the assessment, or the errors of a refused case. */
  answer(text) {
    return this.#call("answer", text, this.#times.answer, words.noAnswer);
  }

  /** The evaluated rule trees of a case, JSON to JSON. */
  explain(text) {
    return this.#call("explain", text, this.#times.answer, words.noAnswer);
  }

  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#rejectAll(words.crashed);
  }

  #call(kind, value, milliseconds, late) {
    if (!this.#worker) {
      return Promise.reject(new Error(words.crashed));
    }
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle({ id, error: late }), milliseconds);
      this.#open.set(id, { resolve, reject, timer });
      this.#worker.postMessage({ id, kind, value });
    });
  }

  #settle({ id, result, error }) {
    const call = this.#open.get(id);
    if (!call) {
      return;
    }
    this.#open.delete(id);
    clearTimeout(call.timer);
    if (error === undefined) {
      call.resolve(result);
    } else {
      call.reject(new Error(error));
    }
  }

  #crash(reason) {
    const tell = this.#started;
    this.#rejectAll(reason);
    this.stop();
    if (tell) {
      this.#options.onCrash?.(reason);
    }
  }

  #rejectAll(reason) {
    for (const id of [...this.#open.keys()]) {
      this.#settle({ id, error: reason });
    }
  }
}

/** Answer some cases in one go, without a form: for tests that hold the page's Python against another.
    @param {string} compiled  absolute address of a compiled protocol
    @param {string[]} texts
    @returns {Promise<string[]>} */
export async function assessText(compiled, texts) {
  const engine = new Engine({ compiled });
  await engine.start();
  try {
    const answers = [];
    for (const text of texts) {
      answers.push(await engine.answer(text));
    }
    return answers;
  } finally {
    engine.stop();
  }
}
