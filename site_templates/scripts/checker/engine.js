/* The engine as the page sees it: a worker that is started once, then answers one case at a time. */

import { words } from "./words.js";

/** Milliseconds. `still`: without any progress a start is over, and the reader is told; `answer` is for one case. */
const TIMES = { slow: 12_000, still: 60_000, answer: 5_000 };

/** Below assets/javascripts/, where this script lies too. */
const SCRIPTS = new URL(".", document.currentScript.src);
const FOLDER = new URL("../runtime/", SCRIPTS);

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
      const way = await this.#opened(this.#launched, compiled).catch((error) => {
        // A snapshot that this browser refuses is no reason to fail.
        return error.again ? this.#opened(this.#launch(error.again), compiled) : Promise.reject(error);
      });
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
    return this.#call("answer", text, this.#times.answer, words.noAnswer);
  }

  /** The evaluated rule trees of a case, JSON to JSON. */
  explain(text) {
    return this.#call("explain", text, this.#times.answer, words.noAnswer);
  }

  /** What other answers to single findings would change, JSON to JSON. */
  alternatives(text) {
    return this.#call("alternatives", text, this.#times.answer, words.noAnswer);
  }

  /** What the form is to be filled in with for a case, or why it is refused, as JSON.
      @param {Uint8Array} bytes  the case, JSON in UTF-8 */
  read(bytes) {
    return this.#call("read", bytes, this.#times.answer, words.noAnswer);
  }

  stop() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#rejectAll(words.crashed);
  }

  async #opened(launched, compiled) {
    const way = await launched;
    await this.#call("open", compiled, this.#times.still, words.tooLong);
    return way;
  }

  async #launch(way) {
    this.stop();
    const value = {
      about: this.#about,
      base: FOLDER.href,
      way,
      saveData: navigator.connection?.saveData ?? false,
    };
    if (location.protocol === "file:") {
      const carried = await carry();
      this.#worker = fromText(carried.worker);
      value.packed = carried.files;
    } else {
      const address = new URL(RUNTIME.worker.name, SCRIPTS);
      await checked(address);
      this.#worker = new Worker(address, { name: "wardbook-checker" });
    }
    this.#worker.onmessage = ({ data }) => (data.progress === undefined ? this.#settle(data) : this.#progress(data.progress));
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message || words.crashed);
    };
    return (await this.#call("start", value, this.#times.still, words.tooLong)).way;
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
      return Promise.reject(new Error(words.crashed));
    }
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const call = { resolve, reject, timer: 0 };
      call.wait = () => {
        clearTimeout(call.timer);
        call.timer = setTimeout(() => this.#settle({ id, error: late }), milliseconds);
      };
      call.wait();
      this.#open.set(id, call);
      this.#worker.postMessage({ id, kind, value });
    });
  }

  #settle({ id, result, error, again }) {
    const call = this.#open.get(id);
    if (!call) {
      return;
    }
    this.#open.delete(id);
    clearTimeout(call.timer);
    if (error === undefined) {
      call.resolve(result);
    } else {
      call.reject(Object.assign(new Error(error), { again }));
    }
  }

  #crash(reason) {
    const tell = this.#started;
    this.#rejectAll(reason);
    this.stop();
    if (tell) {
      this.#told.onCrash?.(reason);
    }
  }

  #rejectAll(reason) {
    for (const id of [...this.#open.keys()]) {
      this.#settle({ id, error: reason });
    }
  }
}

/** Nothing checks the script of a worker that is started by its address. So it is fetched before, by its hash; then the
    worker takes it from the browser's cache. */
async function checked(address) {
  const { name, integrity } = RUNTIME.worker;
  const response = await fetch(address, { integrity }).catch(() => null);
  if (!response?.ok) {
    throw new Error(words.missing(name));
  }
}

/** The files of the runtime and the worker's script, for a page that was opened from a disk: a script brings them, since
    a script is all that such a page may load. It calls `wardbookCarry`. */
function carry() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    window.wardbookCarry = (carried) => {
      delete window.wardbookCarry;
      script.remove();
      resolve(carried);
    };
    script.onerror = () => reject(new Error(words.missing(RUNTIME.disk)));
    script.src = new URL(RUNTIME.disk, FOLDER).href;
    document.head.append(script);
  });
}

/** On a disk the theme's search puts something else in the place of `Worker`, and keeps the browser's own for us. */
function fromText(text) {
  const Native = window.NativeWorker ?? window.Worker;
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Native(address, { name: "wardbook-checker" });
  URL.revokeObjectURL(address);
  return worker;
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
