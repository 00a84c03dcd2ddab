/* A field: one finding's control, what was entered in it, and the unit in which it is shown. */

import { said } from "../../audience/spoken.js";
import { words } from "../words.js";
import { converted } from "./decimal.js";
import { markField, show } from "./marks.js";
import { isAmbiguous, numberLiteral, plainly, spelled } from "./numbers.js";

const NUMBERS = new Set(["quantity", "integer"]);
const DATES = new Set(["date", "time"]);

export class Field {
  #node;
  #marks = "";
  #kept = null; // what a number stands for that is shown otherwise: in another unit, or opened from a file
  #shownUnit = "";

  constructor(node) {
    this.#node = node;
    this.id = node.dataset.finding;
    this.control = node.dataset.control;
    this.isNumber = NUMBERS.has(this.control);
    this.isTyped = this.isNumber || DATES.has(this.control);
    this.input = this.#part("input");
    this.#shownUnit = this.#shownNow;
  }

  #part(name) {
    return this.#node.querySelector(`[data-part=${name}]`);
  }

  /** What the finding is called, to whoever reads now. */
  get label() {
    return said(this.#part("label"));
  }

  /** The same as elements, of which each reader sees their own. */
  get labels() {
    return [...this.#part("label").cloneNode(true).children];
  }

  get #unit() {
    const unit = this.#part("unit");
    return unit.value ?? unit.dataset.unit;
  }

  /** The JSON value of the finding, or null when it was not assessed. */
  read() {
    if (this.control === "boolean") {
      return this.#chosen || null;
    }
    if (this.control === "buttons") {
      return this.#chosen ? JSON.stringify(this.#chosen) : null;
    }
    const typed = this.input.value.trim();
    if (typed === "") {
      return this.input.validity.badInput ? JSON.stringify(words.incompleteDate) : null;
    }
    if (!this.isNumber) {
      return JSON.stringify(typed);
    }
    const kept = this.#entered();
    // What is no number goes as it is, so that the engine, which alone knows what it wants, refuses it by name.
    const number = kept?.literal ?? numberLiteral(typed) ?? JSON.stringify(typed);
    return this.control === "integer" ? number : `{"value":${number},"unit":${JSON.stringify(kept?.unit ?? this.#unit)}}`;
  }

  /** What was kept of the number, while the field still shows it in the unit in which it was shown. */
  #entered(unit = this.#shownNow) {
    return this.#kept?.shown === this.input.value.trim() && this.#kept.shownIn === unit ? this.#kept : null;
  }

  get #shownNow() {
    return this.control === "quantity" ? this.#unit : "";
  }

  get state() {
    return { chosen: this.#chosen, typed: this.input?.value ?? "", unit: this.#part("unit")?.value ?? "", kept: this.#kept };
  }

  set state({ chosen, typed, unit, kept }) {
    this.#choose(chosen);
    if (this.input) {
      this.input.value = typed;
    }
    if (this.#part("unit")?.options) {
      this.#part("unit").value = unit;
    }
    this.#kept = kept;
    this.#shownUnit = this.#shownNow;
  }

  adopt() {
    this.#shownUnit = this.#shownNow;
  }

  clear() {
    this.#kept = null;
    this.#choose("");
    if (this.input) {
      this.input.value = "";
    }
  }

  /** Whether nothing was answered or inferred here, and nobody is about to. */
  get isIdle() {
    return this.read() === null && !this.#node.dataset.inferred && !this.#node.contains(document.activeElement);
  }

  set hidden(hidden) {
    this.#node.hidden = hidden;
  }

  answerIfOpen(value) {
    if (this.#chosen === "" && !this.#node.hidden) {
      this.#choose(value);
    }
  }

  #choose(value) {
    for (const option of this.#node.querySelectorAll("input[type=radio]")) {
      option.checked = option.value === value;
    }
  }

  /** Take an answer that the engine read in a case.
      @returns {boolean} whether this field can hold it */
  fill(entry) {
    if (!this.input) {
      this.#choose(String(entry));
      return this.#chosen === String(entry);
    }
    if (!this.isNumber) {
      this.input.value = entry;
      return this.input.value === entry;
    }
    const { value: literal, unit } = this.control === "integer" ? { value: entry, unit: "" } : entry;
    if (this.#part("unit")?.options) {
      this.#part("unit").value = unit;
    }
    this.#shownUnit = unit;
    const shown = plainly(spelled(literal));
    this.input.value = shown;
    this.#kept = { typed: shown, literal, unit, shown, shownIn: unit };
    return this.#entered() !== null;
  }

  /** Y, N and the space bar answer a question. */
  press(event) {
    if (this.control !== "boolean" || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const letter = (word) => word[0].toLowerCase(); // in the page's language too: J beside Y
    const keys = { y: "true", n: "false", [letter(words.yes)]: "true", [letter(words.no)]: "false" };
    const value = { ...keys, " ": event.target.checked ? "" : null }[event.key.toLowerCase()] ?? null;
    if (value !== null && value !== this.#chosen) {
      event.preventDefault();
      this.#choose(value);
      const option = this.#node.querySelector("input:checked");
      // Told before the focus moves: whoever looks at the fields then must find nothing that was not told.
      option.dispatchEvent(new Event("input", { bubbles: true }));
      option.focus();
    }
  }

  /** The answer in words, a number as it was typed with its unit. */
  get words() {
    if (this.isNumber) {
      const entered = this.#entered();
      const unit = this.control === "quantity" ? ` ${this.#sign(entered?.unit ?? this.#unit)}` : "";
      return `${entered?.typed ?? this.input.value.trim()}${unit}`.trim();
    }
    if (this.input) {
      return this.input.selectedOptions?.[0]?.textContent.trim() ?? this.input.value;
    }
    return this.#node.querySelector("input:checked").nextElementSibling.textContent.trim();
  }

  answerWords(answer, side, limit, code) {
    if (side !== undefined) {
      const unit = this.control === "quantity" ? ` ${this.#sign(code ?? this.#ownUnit)}` : "";
      return `${this.label} ${words.side[side]} ${spelled(String(limit))}${unit}`;
    }
    const option =
      this.#node.querySelector(`input[value="${CSS.escape(String(answer))}"]`)?.nextElementSibling ??
      this.#node.querySelector(`option[value="${CSS.escape(String(answer))}"]`);
    return `${this.label}: ${option?.textContent.trim() ?? answer}`;
  }

  get #ownUnit() {
    const unit = this.#part("unit");
    return unit.options ? unit.options[0].value : unit.dataset.unit;
  }

  #sign(code) {
    const unit = this.#part("unit");
    return unit.options ? [...unit.options].find((option) => option.value === code).textContent : unit.textContent;
  }

  /** Another unit: the number that stands here is converted for the eye. What was typed is still what is assessed, since a
      rounded number might lie on the other side of a limit. */
  #convert() {
    const unit = this.#part("unit");
    if (!unit?.options || unit.value === this.#shownUnit) {
      return;
    }
    const scale = (code) => [...unit.options].find((option) => option.value === code).dataset;
    const shown = this.input.value.trim();
    const entered =
      this.#entered(this.#shownUnit) ?? { typed: shown, literal: numberLiteral(shown), unit: this.#shownUnit };
    this.#shownUnit = unit.value;
    if (!entered.literal) {
      this.#kept = null;
      return;
    }
    this.input.value =
      entered.unit === unit.value
        ? entered.typed
        : plainly(spelled(converted(entered.literal, scale(entered.unit), scale(unit.value))));
    this.#kept = { ...entered, shown: this.input.value, shownIn: unit.value };
  }

  get #chosen() {
    return this.#node.querySelector("input:checked")?.value ?? "";
  }

  /** Show number and limits in the unit that is chosen. */
  showUnit() {
    if (this.control === "quantity") {
      if (this.input.value.trim() === "") {
        this.#kept = null;
        this.#shownUnit = this.#unit;
      }
      this.#convert();
      const entered = this.#entered();
      const other = entered && entered.unit !== this.#unit;
      show(this.#part("converted"), other ? words.converted(entered.typed, this.#sign(entered.unit)) : "");
      for (const limits of this.#part("limits").children) {
        limits.hidden = limits.dataset.unit !== this.#unit;
      }
    }
  }

  mark(errors, inferred, warnings) {
    const answered = this.read();
    const marks = JSON.stringify([errors, inferred, warnings, answered]);
    if (marks === this.#marks) {
      return; // most fields stay as they are from one change to the next
    }
    this.#marks = marks;
    const hint = errors.length && this.isNumber && isAmbiguous(this.input.value) ? [words.ambiguous] : [];
    markField(this.#node, this.input ?? this.#node, { errors, hint, inferred, warnings, answered: answered !== null });
  }

  focus() {
    this.#node.hidden = false;
    this.#node.scrollIntoView({ block: "center" });
    (this.input ?? this.#node.querySelector("input:checked") ?? this.#node.querySelector("input")).focus({
      preventScroll: true,
    });
    this.#node.classList.remove("wb-field--jumped");
    void this.#node.offsetWidth; // so that the mark also shows when the same field is jumped to twice
    this.#node.classList.add("wb-field--jumped");
  }
}
