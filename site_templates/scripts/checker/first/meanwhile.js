/* While no engine answers: what was stored with the page is shown, and of what was not it is said what becomes of it. */

import { words } from "../words.js";
import { differing, limited } from "./said.js";
import { StoredAnswers } from "./stored.js";

export class Meanwhile {
  #stored;
  #form;
  #panel;
  #body;

  /** @param {Element} root  @param {import("../form/findings-form.js").FindingsForm} form
      @param {import("../answer/panel.js").AnswerPanel} panel  @param {() => void} came  told when the stored answers come */
  constructor(root, form, panel, came) {
    this.#stored = new StoredAnswers(root.dataset.protocol, came);
    this.#form = form;
    this.#panel = panel;
    this.#body = root.querySelector("[data-part=body]");
  }

  /** @param {{count: number, text: string}} reading  what the form shows
      @param {"loading" | "stopped"} phase
      @param {(text: string, answer: string) => void} show */
  answer({ count, text }, phase, show) {
    const answer = count > 0 ? this.#stored.show(text) : null;
    if (answer !== null) {
      show(text, answer);
      if (phase === "stopped") {
        this.#body.prepend(limited(this.#limits));
      }
      return;
    }
    this.#form.mark({});
    if (phase === "loading") {
      this.#panel.showWaiting();
    } else if (this.#stored.anyOf === null) {
      this.#panel.showStopped();
    } else if (count === 0) {
      this.#panel.showEmpty(this.#limits);
    } else {
      this.#panel.showBeyond(this.#limits);
    }
  }

  get #limits() {
    const apart = this.#form.findings.filter((finding) => !this.#stored.has(finding));
    const names = apart.map((finding) => this.#form.label(finding));
    const { anyOf } = this.#stored;
    return [anyOf ? words.first.limits(anyOf) : words.first.limitsSome, ...(names.length ? [words.first.apart(names.join(", "))] : [])].join(" ");
  }

  /** The engine has answered a case.
      @returns {boolean} whether the same stands on the page already */
  confirms(text, answer) {
    const found = this.#stored.heldAgainst(text, answer);
    if (found === "other") {
      this.#alarm();
    }
    return found === "same" && this.#panel.text === text;
  }

  /** Hold all that was shown against an engine that runs now. */
  async check(engine) {
    if (!(await this.#stored.confirmed((text) => engine.answer(text)))) {
      this.#alarm();
    }
  }

  #alarm() {
    const alarm = differing();
    this.#body.before(alarm);
    alarm.scrollIntoView({ block: "center" }); // on a phone the reader is in the form
  }
}
