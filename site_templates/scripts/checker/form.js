/* The form: reads the findings as a case, and marks at each field what the engine said of it. */

import { converted } from "./decimal.js";
import { element, sentence } from "./dom.js";
import { decimalMark } from "../words/language.js";
import { words } from "./words.js";

const NUMBERS = new Set(["quantity", "integer"]);
const DATES = new Set(["date", "time"]);

/** A number as people write it: decimal comma or point, any minus sign, spaces between thousands. */
const NUMBER = /^([+-]?)(\d*)(?:[.,](\d*))?$/;

/** Three digits after a mark: "10,000" is ten thousand to one reader and ten to the next, and so is "10.000". */
const AMBIGUOUS = /^[+-]?0*[1-9]\d{0,2}[.,]\d{3}$/;

const normal = (typed) =>
  typed.trim().replace(/[−–]/g, "-").replace(/(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))/g, "");

export const isAmbiguous = (typed) => AMBIGUOUS.test(normal(typed));

/** Three digits after a mark would be ambiguous; a fourth says the same, and is not. */
const plainly = (text) => (isAmbiguous(text) ? `${text}0` : text);

/** The JSON number that a text stands for, digit by digit: a JavaScript number would round. Null when it is none, or
    when it can be read in two ways. */
export function numberLiteral(typed) {
  const match = NUMBER.exec(normal(typed));
  if (!match || !(match[2] || match[3]) || isAmbiguous(typed)) {
    return null;
  }
  const [, sign, whole, fraction] = match;
  return (sign === "-" ? "-" : "") + (whole.replace(/^0+(?=\d)/, "") || "0") + (fraction ? `.${fraction}` : "");
}

export class FindingsForm {
  #root;
  #form;
  #fields = new Map();
  #pending = null;

  constructor(root) {
    this.#root = root;
    this.#form = root.querySelector("form");
    for (const node of root.querySelectorAll("[data-finding]")) {
      this.#fields.set(node.dataset.finding, new Field(node));
    }
    this.#showUnits();
  }

  #showUnits() {
    for (const field of this.#fields.values()) {
      field.showUnit();
    }
  }

  /** @param {{typed: (finding: string) => void, changed: () => void, left: () => void}} on  `typed` while a number or a
      date is being written, `changed` when an answer was chosen, `left` when such a field is done with. */
  listen(on) {
    const of = (event) => event.target.closest("[data-finding]")?.dataset.finding;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("keydown", (event) => this.#fields.get(of(event))?.press(event));
    this.#form.addEventListener("input", (event) => {
      const field = this.#fields.get(of(event));
      if (!field) {
        return;
      }
      field.showUnit();
      if (field.isTyped && event.target === field.input) {
        on.typed(field.id);
      } else {
        on.changed();
      }
    });
    // `change` comes with Enter and with leaving a number, but with every digit of a date; choices were told of by `input`
    // already.
    this.#form.addEventListener("change", (event) => {
      if (this.#fields.get(of(event))?.isNumber) {
        on.left();
      }
    });
    this.#form.addEventListener("focusout", (event) => {
      if (this.#fields.get(of(event))?.isTyped) {
        on.left();
      }
    });
    for (const button of this.#form.querySelectorAll("[data-none-of]")) {
      button.addEventListener("click", () => {
        for (const node of button.closest("fieldset").querySelectorAll("[data-control=boolean]")) {
          this.#fields.get(node.dataset.finding).answerIfOpen("false");
        }
        on.changed();
      });
    }
    for (const toggle of this.#form.querySelectorAll("[data-part=idle]")) {
      toggle.addEventListener("click", () => {
        toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
        this.fold(this.#pending);
      });
    }
    this.#form.addEventListener("reset", () =>
      setTimeout(() => {
        for (const toggle of this.#form.querySelectorAll("[data-part=idle]")) {
          toggle.setAttribute("aria-expanded", "false");
        }
        this.#showUnits(); // the fields are reset only after the event
        on.changed();
      }),
    );
  }

  /** @returns {{count: number, text: string}} the case as JSON, and how many findings it holds */
  read() {
    const pairs = [];
    for (const field of this.#fields.values()) {
      const json = field.read();
      if (json !== null) {
        pairs.push(`${JSON.stringify(field.id)}:${json}`);
      }
    }
    const protocol = JSON.stringify(this.#root.dataset.protocol);
    return { count: pairs.length, text: `{"protocol":${protocol},"findings":{${pairs.join(",")}}}` };
  }

  /** What every field holds, to be restored later. */
  state() {
    return [...this.#fields.values()].map((field) => field.state);
  }

  restore(state) {
    [...this.#fields.values()].forEach((field, index) => {
      field.state = state[index];
    });
    this.#showUnits();
  }

  /** Nothing told of a change of these fields: what stands in them stands for itself. */
  adopt() {
    for (const field of this.#fields.values()) {
      field.adopt();
    }
    this.#showUnits();
  }

  /** The finding that is being written at the moment, if one is. */
  get writing() {
    return [...this.#fields.values()].find((field) => field.isTyped && field.input === document.activeElement)?.id ?? null;
  }

  /** Replace everything by what the engine read in a case.
      @param {Record<string, boolean | string | {value: string, unit: string}>} entries
      @returns {string[]} the findings that this form cannot hold; if there are any, it stays as it was */
  fill(entries) {
    const before = this.state();
    for (const field of this.#fields.values()) {
      field.clear();
    }
    const lacking = Object.keys(entries).filter((name) => !this.#fields.get(name)?.fill(entries[name]));
    if (lacking.length) {
      this.restore(before);
    }
    this.#showUnits();
    return lacking;
  }

  /** What was answered, in words, in the order of the form.
      @returns {{id: string, label: string, value: string}[]} */
  answers() {
    const fields = [...this.#fields.values()].filter((field) => field.read() !== null);
    return fields.map((field) => ({ id: field.id, label: field.label, value: field.words }));
  }

  /** An answer to a finding in words, as an alternative names it. */
  answerWords({ finding, answer, side, limit }) {
    return this.#fields.get(finding).answerWords(answer, side, limit);
  }

  /** Show at each field what an answer says of it; an empty object clears every mark. */
  mark({ errors = [], inferred = {}, warnings = [] }) {
    for (const field of this.#fields.values()) {
      field.mark(
        errors.filter((error) => error.finding === field.id).map((error) => sentence(error.message)),
        inferred[field.id],
        warnings.filter((warning) => warning.finding === field.id).map((warning) => warning.message),
      );
    }
  }

  /** Fold away what can make no difference any more, save what is answered, inferred or in use.
      @param {string[] | null} pending  ids of the findings that still can; null when all may */
  fold(pending) {
    this.#pending = pending;
    for (const group of this.#form.querySelectorAll("fieldset")) {
      const fields = [...group.querySelectorAll("[data-finding]")].map((node) => this.#fields.get(node.dataset.finding));
      const idle = fields.filter((field) => pending !== null && !pending.includes(field.id) && field.isIdle);
      const toggle = group.querySelector("[data-part=idle]");
      const shown = toggle.getAttribute("aria-expanded") === "true";
      for (const field of fields) {
        field.hidden = !shown && idle.includes(field);
      }
      toggle.textContent = words.idle(idle.length);
      toggle.parentElement.hidden = idle.length === 0;
    }
  }

  has(finding) {
    return this.#fields.has(finding);
  }

  label(finding) {
    return this.#fields.get(finding)?.label ?? finding;
  }

  /** A link that jumps to a field and focuses it; it leaves the address as it is. */
  link(finding, text = this.label(finding)) {
    const link = element("a", { href: `#finding-${finding}`, class: "wb-jump" }, text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.#fields.get(finding)?.focus();
    });
    return link;
  }

  reset() {
    this.#form.reset();
  }

  focusFirst() {
    this.#fields.values().next().value?.focus();
  }
}

class Field {
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
    this.label = this.#part("label").textContent.trim();
    this.#shownUnit = this.#shownNow;
  }

  #part(name) {
    return this.#node.querySelector(`[data-part=${name}]`);
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

  answerWords(answer, side, limit) {
    if (side !== undefined) {
      const unit = this.control === "quantity" ? ` ${this.#sign(this.#ownUnit)}` : "";
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
    const factor = (code) => [...unit.options].find((option) => option.value === code).dataset.factor;
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
        : plainly(spelled(converted(entered.literal, factor(entered.unit), factor(unit.value))));
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
    const marks = JSON.stringify([errors, inferred, warnings, this.read()]);
    if (marks === this.#marks) {
      return; // most fields stay as they are from one change to the next
    }
    this.#marks = marks;
    const invalid = errors.length > 0;
    this.#node.classList.toggle("wb-field--refused", invalid);
    this.#node.classList.toggle("wb-field--answered", this.read() !== null);
    (this.input ?? this.#node).setAttribute("aria-invalid", String(invalid));
    const hint = invalid && this.isNumber && isAmbiguous(this.input.value) ? [words.ambiguous] : [];
    show(this.#part("error"), [...errors, ...hint].join(". ").replace(/([.!?])\. /g, "$1 "));
    const value = inferred === undefined ? "" : String(inferred);
    this.#node.dataset.inferred = value;
    show(this.#part("inferred"), value && words.inferredFull(inferred ? words.yes : words.no));
    const remarks = this.#part("warnings");
    remarks.replaceChildren(...warnings.map((text) => element("p", {}, element("strong", {}, words.warning), ` ${text}`)));
    remarks.hidden = warnings.length === 0;
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

/** A decimal literal as the page's language writes it. */
const spelled = (literal) => literal.replace(".", decimalMark);

function show(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
  node.hidden = text === "";
}
