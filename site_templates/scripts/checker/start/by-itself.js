/* A start that failed by the network's fault is tried again without being asked: when the network returns, and in between
   with growing pauses while somebody looks at the page. */

import { pauseAfter } from "../../guard/pauses.js";

/** Milliseconds for a network that has just come back to be of use. */
const SETTLED = 300;

export class ByItself {
  #again;
  #waiting = false;
  #tries = 0;
  #timer = 0;

  /** @param {() => void} again  tries again; if that fails too, `after` is to be called */
  constructor(again) {
    this.#again = again;
    addEventListener("online", () => {
      if (this.#waiting) {
        this.#tries = 0;
        this.#soon(SETTLED);
      }
    });
    addEventListener("visibilitychange", () => this.#waiting && !document.hidden && this.#soon(SETTLED), true);
    addEventListener("pageshow", ({ persisted }) => persisted && this.#waiting && this.#soon(SETTLED));
  }

  /** @param {import("./cannot-run.js").Failure} failure  why it did not start, or stopped */
  after(failure) {
    this.cancel();
    if (failure?.passing) {
      this.#waiting = true;
      this.#soon(pauseAfter(this.#tries));
    }
  }

  /** It started, or the reader tries. */
  cancel() {
    this.#waiting = false;
    clearTimeout(this.#timer);
  }

  /** It started: what fails next fails for the first time. */
  done() {
    this.cancel();
    this.#tries = 0;
  }

  #soon(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!document.hidden && navigator.onLine) {
        this.#tries += 1;
        this.#waiting = false;
        this.#again();
      } // otherwise one of the events above tells when
    }, milliseconds);
  }
}
