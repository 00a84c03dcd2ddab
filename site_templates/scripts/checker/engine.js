/* The engine as the page sees it: a worker that is started once, then answers one case at a time. */

import { Failure } from "./start/cannot-run.js";
import { FOLDER, ON_DISK, launch } from "./start/launch.js";

/** Milliseconds. `still`: without any progress a start is over, and the reader is told; `answer` is for one case. */
const TIMES = { slow: 12_000, still: 60_000, answer: 5_000 };

export class Engine {
  #worker = null;
  #way;
  #about;
  #times;
  #told = {};
  #share = 0;
  #next = 0;
  #open = new Map();
  #launched = null;
  #started = false;
  #carried = false;
  #lost = (detail) => new Failure("lost", detail);

  /** @param {{way?: string, about?: object, times?: object}} options
      `way` is `snapshot` or `library`, if it is not to be chosen here, and `about` another manifest than the page's. */
  constructor({ way, about = RUNTIME, times } = {}) {
    this.#way = way;
    this.#about = about;
    this.#times = { ...TIMES, ...times };
  }

  /** Start Python, for whatever protocol it will be. What goes wrong is told by `start`. */
  warm() {
    this.#launched ??= this.#launch(this.#way);
    this.#launched.catch(() => {});
  }

  /** Resolves, to the way in which it was started, when the engine can answer; rejects with a reason in words.
      @param {string} compiled  a compiled protocol as JSON
      @param {{onSlow?: () => void, onProgress?: (share: number) => void, onCrash?: (reason: string) => void}} told */
  async start(compiled, told = {}) {
    this.#told = told;
    if (this.#share > 0) {
      told.onProgress?.(this.#share);
    }
    const slow = setTimeout(() => told.onSlow?.(), this.#times.slow);
    try {
      this.warm();
      const way = await this.#opened(this.#launched, compiled).catch((error) => this.#otherwise(error, compiled));
      this.#started = true;
      return way;
    } catch (error) {
      this.stop();
      throw error;
    } finally {
      clearTimeout(slow);
    }
  }

  /** The answer to a case, JSON to JSON: the assessment, or the errors of a refused case. */
  answer(text) {
    return this.#call("answer", text, this.#times.answer, "no-answer");
  }

  /** The evaluated rule trees of a case, JSON to JSON. */
  explain(text) {
    return this.#call("explain", text, this.#times.answer, "no-answer");
  }

  /** What other answers to single findings would change, JSON to JSON. */
  alternatives(text) {
    return this.#call("alternatives", text, this.#times.answer, "no-answer");
  }

  /** What the form is to be filled in with for a case, or why it is refused, as JSON.
      @param {Uint8Array} bytes  the case, JSON in UTF-8 */
  read(bytes) {
    return this.#call("read", bytes, this.#times.answer, "no-answer");
  }

  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#rejectAll(new Failure("lost"));
  }

  async #otherwise(error, compiled) {
    if (error.again) {
      // A snapshot that this browser refuses is no reason to fail.
      return this.#opened(this.#launch(error.again), compiled);
    }
    if (error.byFile && !this.#carried && !ON_DISK) {
      // Many a network holds back or changes files by their kind: the same files come along in one script.
      this.#carried = true;
      return this.#opened(this.#launch(this.#way), compiled).catch(() => Promise.reject(error));
    }
    throw error;
  }

  async #opened(launched, compiled) {
    const way = await launched;
    await this.#call("open", compiled, this.#times.still, "slow");
    return way;
  }

  async #launch(way) {
    this.stop();
    const { worker, packed, lost } = await launch({ carried: this.#carried });
    this.#worker = worker;
    this.#lost = lost;
    const value = {
      about: this.#about,
      base: FOLDER.href,
      packed,
      onDisk: ON_DISK,
      way,
      saveData: navigator.connection?.saveData ?? false,
    };
    worker.onmessage = ({ data }) => (data.progress === undefined ? this.#settle(data) : this.#progress(data.progress));
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(this.#lost(event.message ?? ""));
    };
    return (await this.#call("start", value, this.#times.still, "slow")).way;
  }

  #progress(share) {
    for (const call of this.#open.values()) {
      call.wait();
    }
    this.#share = share;
    this.#told.onProgress?.(share);
  }

  #call(kind, value, milliseconds, late) {
    if (!this.#worker) {
      return Promise.reject(new Failure("lost"));
    }
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const call = { resolve, reject, timer: 0 };
      call.wait = () => {
        clearTimeout(call.timer);
        call.timer = setTimeout(() => this.#settle({ id, error: { cause: late, detail: `${kind}: ${milliseconds} ms` } }), milliseconds);
      };
      call.wait();
      this.#open.set(id, call);
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
      call.reject(error instanceof Failure ? error : new Failure(error.cause, error.detail, error.again));
    }
  }

  #crash(failure) {
    const tell = this.#started;
    this.#rejectAll(failure);
    this.stop();
    if (tell) {
      this.#told.onCrash?.(failure.message);
    }
  }

  #rejectAll(failure) {
    for (const id of [...this.#open.keys()]) {
      this.#settle({ id, error: failure });
    }
  }
}

/** Answer some cases in one go, without a form: for tests that hold the page's Python against another.
    @param {string} compiled  a compiled protocol as JSON
    @param {string[]} texts
    @param {string} [way]
    @returns {Promise<string[]>} */
export async function assessText(compiled, texts, way) {
  const engine = new Engine({ way });
  await engine.start(compiled);
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
