/* The line that says whether the checker is loading, ready or unable to start. */

import { Help } from "./start/help.js";
import { words } from "./words.js";

export class StatusLine {
  #line;
  #retry;
  #announcement;
  #help;

  constructor(root) {
    this.#line = root.querySelector("[data-part=status]");
    this.#retry = root.querySelector("[data-part=retry]");
    this.#announcement = root.querySelector("[data-part=announcement]");
    this.#help = new Help(root);
  }

  onRetry(again) {
    this.#retry.addEventListener("click", () => {
      this.#line.tabIndex = -1;
      this.#line.focus();
      again();
    });
  }

  /** @param {{again: boolean, quietly: boolean}} how  `again`: it ran before; `quietly`: nobody asked for this try */
  starting({ again, quietly }) {
    if (again) {
      this.#set("loading", words.restarting);
    } else if (!quietly) {
      this.#set("loading", words.loading);
    }
  }

  /** @param {number} share  of all bytes, from 0 to 1 */
  progress(share) {
    if (this.#line.dataset.state === "failed") {
      this.#set("loading", words.loading); // tried again without a word, and now something comes
    }
    if (this.#line.dataset.state === "loading") {
      this.#line.style.setProperty("--wb-share", share.toFixed(2));
      this.#line.dataset.share = String(Math.round(share * 100));
    }
  }

  slow() {
    this.#set("loading", words.slow);
  }

  /** @param {string} way  how it was started, for those who measure */
  ready(way) {
    this.#set("ready", "");
    this.#line.dataset.way = way;
    this.#announcement.textContent = words.ready;
  }

  /** @param {string} reason
      @param {import("./start/cannot-run.js").Failure} [failure]  what it comes from, if a start did */
  failed(reason, failure) {
    this.#set("failed", reason);
    this.#retry.hidden = failure?.mendable === false;
    if (failure) {
      this.#help.show(failure);
    }
  }

  #set(state, text) {
    this.#line.dataset.state = state;
    if (this.#line.textContent !== text) {
      this.#line.textContent = text; // the same words again would be read out again
    }
    this.#line.hidden = text === "";
    this.#retry.hidden = state !== "failed";
    this.#help.hide();
  }
}
