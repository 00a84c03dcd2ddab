/* A file that the page wants: asked for until it comes. One that fails is asked for again after growing pauses, one that
   stalls is asked for once more beside the first; whichever comes first counts, and no file runs twice. */

import { pauseAfter } from "./pauses.js";

/** Milliseconds without the file: after `slow` the reader is told, after `stalled` it is asked for once more. */
const TIMES = { slow: 8_000, stalled: 20_000 };

/** Scripts moved to this document do not run when they come at last. */
const elsewhere = () => document.implementation.createHTMLDocument("");

export class Wanted {
  /** `coming`, `slow`, `failed` or `there`. */
  state = "coming";

  /** Without the digest that its address holds, as it is called among people: `checker.js`. */
  name;

  #make;
  #changed;
  #open = new Set();
  #spent = [];
  #waiting = [];
  #arrive;
  #there = new Promise((resolve) => {
    this.#arrive = resolve;
  });
  #timers = [];
  #tries = 0;
  #failures = 0;

  /** @param {string} address
      @param {(again: string) => HTMLElement} make  puts an element into the page that loads the file; `again` is for its
      address, so that no cache answers with what it gave before
      @param {(file: Wanted) => void} changed  told of each new state */
  constructor(address, make, changed) {
    this.name = new URL(address, location.href).pathname.split("/").pop().replace(/\.[0-9a-f]{8,}(\.min)?(?=\.)/, "");
    this.#make = make;
    this.#changed = changed;
  }

  /** Ask for the file, once more if it was asked for before. */
  ask() {
    if (this.state === "there") {
      return;
    }
    const again = this.#tries === 0 ? "" : `?again=${Date.now().toString(36)}`;
    this.#tries += 1;
    this.watch(this.#make(again));
  }

  /** Ask again because the reader said so: what was told is taken back until there is news. */
  askAnew() {
    if (this.state !== "there") {
      this.#tell("coming");
      this.ask();
    }
  }

  /** Ask again if there is a chance that it comes now. */
  retry() {
    if (this.state === "failed" || this.state === "slow") {
      this.ask();
    }
  }

  /** Resolves when the file is there; rejects, with its name, when it has failed or not come for long. Where it has failed
      before, it is asked for again. */
  settled() {
    if (this.state === "failed" || this.state === "slow") {
      this.askAnew();
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#release();
    });
  }

  /** Resolves when the file is there, however long that takes. */
  there() {
    return this.#there;
  }

  /** Follow an element that stands in the page and loads the file. */
  watch(element) {
    this.#tries ||= 1;
    this.#spent.splice(0).forEach((spent) => spent.remove()); // the new one stands in its place
    this.#open.add(element);
    element.addEventListener("load", () => this.#came(element));
    element.addEventListener("error", () => this.#failed(element));
    if (element.sheet) {
      queueMicrotask(() => this.#came(element)); // it was there before this script, which a server may have put off
    }
    this.#clear();
    this.#timers = [
      setTimeout(() => this.state === "coming" && this.#tell("slow"), TIMES.slow),
      setTimeout(() => this.#stalled(), TIMES.stalled * this.#tries),
    ];
  }

  /** An element is replaced by another that loads the same. */
  swap(element, other) {
    this.#open.delete(element);
    this.watch(other);
  }

  #came(element) {
    if (this.state === "there" || !this.#open.has(element)) {
      return;
    }
    this.#clear();
    for (const other of this.#open) {
      if (other !== element) {
        other.remove();
        elsewhere().adoptNode(other);
      }
    }
    this.#open.clear();
    this.#tell("there");
    this.#arrive();
  }

  #failed(element) {
    if (!this.#open.delete(element)) {
      return;
    }
    this.#spent.push(element);
    if (this.#open.size === 0) {
      this.#clear();
      this.#tell("failed");
      this.#later(pauseAfter(this.#failures));
      this.#failures += 1;
    }
  }

  #stalled() {
    for (const { reject } of this.#waiting.splice(0)) {
      reject(this);
    }
    this.#later(0);
  }

  /* A page that nobody looks at waits until somebody does. */
  #later(pause) {
    this.#timers.push(setTimeout(() => document.hidden || this.ask(), pause));
  }

  #clear() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
  }

  #tell(state) {
    this.state = state;
    this.#release();
    this.#changed(this);
  }

  #release() {
    if (this.state === "there" || this.state === "failed") {
      for (const { resolve, reject } of this.#waiting.splice(0)) {
        (this.state === "there" ? resolve : reject)(this);
      }
    }
  }
}
