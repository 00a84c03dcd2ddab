/* A field: one finding's control, and what was entered in it. What stands in it is what is assessed. */

import { said } from "../../audience/spoken.js";
import { words } from "../words.js";
import { converted } from "./decimal.js";
import { markField, show } from "./marks.js";
import { isAmbiguous, numberLiteral, plainly, spelled } from "./numbers.js";
import { Unit } from "./unit.js";

const NUMBERS = new Set(["quantity", "integer"]);
const DATES = new Set(["date", "time"]);

export class Field {
  #node;
  #marks = "";
  #kept = null; // the digits of a number that was opened from a file, while the field shows them
  #unit = null;

  constructor(node) {
    this.#node = node;
    this.id = node.dataset.finding;
    this.control = node.dataset.control;
    this.isNumber = NUMBERS.has(this.control);
    this.isTyped = this.isNumber || DATES.has(this.control);
    this.input = this.#part("input");
    if (this.control === "quantity") {
      this.#unit = new Unit(this.#part("unit"));
    }
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

  /** The part of the form that it stands in. */
  get group() {
    return this.#node.closest("fieldset");
  }

  /** Pixels from the top of the window. */
  get top() {
    return this.#node.getBoundingClientRect().top;
  }

  holds(node) {
    return this.#node.contains(node);
  }

  /** Whether a number stands here that could mean two things, since no unit was chosen yet. */
  get lacksUnit() {
    return Boolean(this.#unit?.isOpen) && this.#unit.code === "" && this.input.value.trim() !== "";
  }

  get units() {
    return this.#unit.signs;
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
      return this.isHalf ? JSON.stringify(words.incompleteDate) : null;
    }
    if (!this.isNumber) {
      return JSON.stringify(typed);
    }
    // What is no number goes as it is, so that the engine, which alone knows what it wants, refuses it by name.
    const number = this.#literal ?? JSON.stringify(typed);
    return this.#unit ? `{"value":${number},"unit":${JSON.stringify(this.#unit.code)}}` : number;
  }

  /** The digits that the number stands for; null when it is none. */
  get #literal() {
    const typed = this.input.value.trim();
    return this.#kept?.shown === typed ? this.#kept.literal : numberLiteral(typed);
  }

  get state() {
    return { chosen: this.#chosen, typed: this.input?.value ?? "", unit: this.#unit?.code ?? "", kept: this.#kept };
  }

  set state({ chosen, typed, unit, kept }) {
    this.#choose(chosen);
    if (this.input) {
      this.input.value = typed;
    }
    if (this.#unit) {
      this.#unit.code = unit;
    }
    this.#kept = kept;
  }

  /** Whether a date stands here that is not complete: no script can read what there is of it. */
  get isHalf() {
    return this.isTyped && this.input.value === "" && this.input.validity.badInput;
  }

  /** Whether anything stands here, be it only a unit that was chosen. */
  get holdsAnything() {
    return this.read() !== null || Boolean(this.#unit && this.#unit.code !== this.#unit.preset);
  }

  /** Put back what `state` once gave.
      @returns {boolean} whether this field can hold it; if not, it is empty */
  putBack(state) {
    this.state = state;
    const now = this.state;
    if (Object.keys(now).every((key) => now[key] === state[key])) {
      return true;
    }
    this.clear();
    return false;
  }

  clear() {
    this.state = { chosen: "", typed: "", unit: this.#unit?.preset, kept: null };
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

  get #options() {
    return [...this.#node.querySelectorAll(`input[name="${CSS.escape(this.id)}"]`)];
  }

  get #chosen() {
    return this.#options.find((option) => option.checked)?.value ?? "";
  }

  #choose(value) {
    for (const option of this.#options) {
      option.checked = option.value === value;
    }
  }

  /** Take back an answer, or a unit, that was tapped a second time. */
  takeBack(option) {
    if (option.name === this.id) {
      this.#choose("");
    } else {
      this.#unit.code = "";
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
    const shown = plainly(spelled(literal));
    this.input.value = shown;
    this.#kept = { literal, shown };
    if (this.#unit) {
      this.#unit.code = unit;
    }
    return this.input.value.trim() === shown && (this.#unit?.code ?? "") === unit;
  }

  /** Y and N answer a question, a digit the question of several answers, and the space bar takes an answer back; the question
      mark opens what more there is to it. */
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const info = this.#part("info");
    if (event.key === "?" && info) {
      event.preventDefault();
      info.click();
      return;
    }
    const letter = (word) => word[0].toLowerCase(); // in the page's language too: J beside Y
    const keys = {
      boolean: { y: "true", n: "false", [letter(words.yes)]: "true", [letter(words.no)]: "false" },
      buttons: Object.fromEntries(this.#options.map(({ value }, index) => [String(index + 1), value])),
    }[this.control];
    const option = event.target.name === this.id && event.target.type === "radio";
    const value = { ...keys, " ": option && event.target.checked ? "" : null }[event.key.toLowerCase()] ?? null;
    if (value !== null && value !== this.#chosen) {
      event.preventDefault();
      this.#choose(value);
      const chosen = this.#options.find((each) => each.checked);
      // Told before the focus moves: whoever looks at the fields then must find nothing that was not told.
      chosen.dispatchEvent(new Event("input", { bubbles: true }));
      chosen.focus();
    }
  }

  /** The answer in words, a number as it was typed with its unit. */
  get words() {
    if (this.isNumber) {
      const shown = this.input.value.trim();
      const typed = this.#kept?.shown === shown ? spelled(this.#kept.literal) : shown;
      return `${typed}${this.#unit ? ` ${this.#unit.sign(this.#unit.code)}` : ""}`.trim();
    }
    if (this.input) {
      return this.input.selectedOptions?.[0]?.textContent.trim() ?? this.input.value;
    }
    return this.#options.find((option) => option.checked).nextElementSibling.textContent.trim();
  }

  answerWords(answer, side, limit, code) {
    if (side !== undefined) {
      const unit = this.#unit ? ` ${this.#unit.sign(code ?? this.#unit.own)}` : "";
      return `${this.label} ${words.side[side]} ${spelled(String(limit))}${unit}`;
    }
    const option =
      this.#options.find((each) => each.value === String(answer))?.nextElementSibling ??
      this.#node.querySelector(`option[value="${CSS.escape(String(answer))}"]`);
    return `${this.label}: ${option?.textContent.trim() ?? answer}`;
  }

  /** Show the limits in the unit that is chosen, and beneath the number what it is in the unit that others think in. */
  showUnit() {
    if (!this.#unit) {
      return;
    }
    const { code } = this.#unit;
    for (const limits of this.#part("limits").children) {
      limits.hidden = limits.dataset.unit !== code;
    }
    show(this.#part("converted"), code === "" ? "" : this.#conversion(code));
  }

  /** @returns {string} empty where there is no number, or it stands in the one unit that is usual */
  #conversion(code) {
    const other = code !== this.#unit.own ? this.#unit.own : this.#unit.isOpen && this.#unit.other(code);
    const literal = this.#literal;
    if (!other || literal === null) {
      return "";
    }
    const { number, isExact } = converted(literal, this.#unit.scale(code), this.#unit.scale(other));
    const [one, another] = [this.words, `${spelled(number)} ${this.#unit.sign(other)}`];
    return `${one} ${isExact ? "=" : "≈"} ${another}`;
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
    if (errors.length && this.#node.contains(document.activeElement)) {
      this.#node.scrollIntoView({ block: "nearest" }); // what is refused must not lie under the bar
    }
  }

  focus() {
    this.#node.hidden = false;
    this.#node.scrollIntoView({ block: "center" });
    (this.input ?? this.#options.find((option) => option.checked) ?? this.#options[0]).focus({ preventScroll: true });
    this.#node.classList.remove("wb-field--jumped");
    void this.#node.offsetWidth; // so that the mark also shows when the same field is jumped to twice
    this.#node.classList.add("wb-field--jumped");
  }
}
