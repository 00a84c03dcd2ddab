/* Folding: questions that make no difference any more go out of sight, save what is answered, asked for or in use. */

import { words } from "../words.js";

export class Folding {
  #form;
  #fields;
  #pending = null;
  #asked = new Set();
  #last = null; // the field that was touched last

  /** @param {HTMLFormElement} form  @param {Map<string, import("./field.js").Field>} fields */
  constructor(form, fields) {
    this.#form = form;
    this.#fields = fields;
    for (const toggle of this.#toggles) {
      toggle.addEventListener("click", () => {
        toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
        this.#lay(toggle.closest("fieldset"), true);
      });
    }
    for (const occasion of ["input", "focusin"]) {
      form.addEventListener(occasion, ({ target }) => {
        this.#last = fields.get(target.closest("[data-finding]")?.dataset.finding) ?? this.#last;
      });
    }
  }

  get #toggles() {
    return this.#form.querySelectorAll("[data-part=idle]");
  }

  /** @param {string[] | null} pending  ids of the findings that can still make a difference; null when all may
      @param {Set<string>} asked  ids of those that a shown warning asks for */
  fold(pending, asked = new Set()) {
    this.#pending = pending;
    this.#asked = asked;
    const kept = this.#last;
    const before = kept?.top;
    for (const group of this.#form.querySelectorAll("fieldset")) {
      this.#lay(group, group !== kept?.group);
    }
    // What was touched last stays where it is, however much goes above it.
    if (kept && kept.top !== before && this.#isInSight(before)) {
      scrollBy({ top: kept.top - before, behavior: "instant" });
    }
  }

  #isInSight(top) {
    return top > 0 && top < innerHeight;
  }

  /** @param {boolean} away  whether anything may go: nothing vanishes from the group that the reader is in */
  #lay(group, away) {
    const fields = [...this.#fields.values()].filter((field) => field.group === group);
    const idle = fields.filter((field) => this.#isOfNoUse(field) && (away || field.hidden));
    const toggle = group.querySelector("[data-part=idle]");
    const shown = toggle.getAttribute("aria-expanded") === "true";
    for (const field of fields) {
      field.hidden = !shown && idle.includes(field);
    }
    toggle.textContent = words.idle(idle.length);
    toggle.parentElement.hidden = idle.length === 0;
  }

  #isOfNoUse(field) {
    return this.#pending !== null && !this.#pending.includes(field.id) && !this.#asked.has(field.id) && field.isIdle;
  }

  /** Open nothing by itself any more. */
  forget() {
    this.#last = null;
    for (const toggle of this.#toggles) {
      toggle.setAttribute("aria-expanded", "false");
    }
  }
}
