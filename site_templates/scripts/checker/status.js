/* The line that says whether the checker is loading, ready or unable to start. */

import { words } from "./words.js";

export class StatusLine {
  #line;
  #retry;
  #announcement;

  constructor(root) {
    this.#line = root.querySelector("[data-part=status]");
    this.#retry = root.querySelector("[data-part=retry]");
    this.#announcement = root.querySelector("[data-part=announcement]");
  }

  onRetry(again) {
    this.#retry.addEventListener("click", () => {
      this.#line.tabIndex = -1;
      this.#line.focus();
      again();
    });
  }

  loading() {
    this.#set("loading", words.loading);
  }

  /** @param {number} share  of all bytes, from 0 to 1 */
  progress(share) {
    if (this.#line.dataset.state === "loading") {
      this.#line.style.setProperty("--wb-share", share.toFixed(2));
      this.#line.dataset.share = String(Math.round(share * 100));
    }
  }

  restarting() {
    this.#set("loading", words.restarting);
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

  failed(reason) {
    this.#set("failed", reason);
  }

  #set(state, text) {
    this.#line.dataset.state = state;
    this.#line.textContent = text;
    this.#line.hidden = text === "";
    this.#retry.hidden = state !== "failed";
  }
}
