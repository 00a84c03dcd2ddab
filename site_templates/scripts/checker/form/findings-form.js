/* The form: its fields read as a case, filled from one, and folded where nothing depends on them any more. */

import { element, sentence } from "../dom.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { Folding } from "./folding.js";
import { Jumps } from "./jumps.js";
import { listenForNow } from "./now.js";
import { listenForTaps } from "./taps.js";

/** Milliseconds for which a number without a unit may be left: a tap on the unit takes the focus away first. */
const ON_THE_WAY = 300;

export class FindingsForm {
  #root;
  #form;
  #fields = new Map();
  #folding;

  constructor(root) {
    this.#root = root;
    this.#form = root.querySelector("form");
    for (const node of root.querySelectorAll("[data-finding]")) {
      this.#fields.set(node.dataset.finding, new Field(node));
    }
    this.#folding = new Folding(this.#form, this.#fields);
    new Jumps(this.#form);
    this.#showUnits();
  }

  #showUnits() {
    for (const field of this.#fields.values()) {
      field.showUnit();
    }
  }

  /** @param {{typed: (finding: string) => void, changed: () => void, left: () => void, done: () => void}} on  `typed` while
      a number or a date is being written or lacks its unit, `changed` when an answer was chosen, `left` when such a field is
      done with, `done` when the reader turns to the answer. */
  listen(on) {
    const of = (event) => event.target.closest("[data-finding]")?.dataset.finding;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("keydown", (event) => {
      const field = this.#fields.get(of(event));
      if (field && event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
        on.done();
      } else {
        field?.press(event);
      }
    });
    listenForTaps(this.#form, (option) => this.#fields.get(of({ target: option })).takeBack(option));
    listenForNow(this.#form);
    this.#form.addEventListener("input", (event) => {
      const field = this.#fields.get(of(event));
      if (!field) {
        return;
      }
      field.showUnit();
      if (field.lacksUnit || (field.isTyped && event.target === field.input)) {
        on.typed(field.id);
      } else {
        on.changed();
      }
    });
    // `change` comes with Enter and with leaving a number, but with every digit of a date; choices were told of by `input`
    // already.
    this.#form.addEventListener("change", (event) => {
      const field = this.#fields.get(of(event));
      if (field?.isNumber && !field.lacksUnit) {
        on.left();
      }
    });
    this.#form.addEventListener("focusout", (event) => {
      const field = this.#fields.get(of(event));
      if (!field?.isTyped) {
        return;
      }
      if (!field.lacksUnit) {
        on.left();
      } else if (!field.holds(event.relatedTarget)) {
        setTimeout(() => field.lacksUnit && !field.holds(document.activeElement) && on.left(), ON_THE_WAY);
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
    this.#form.addEventListener("reset", () =>
      setTimeout(() => {
        this.#folding.forget();
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

  /** The fields that hold something, each with what it holds, to be put back on another page.
      @param {object[]} state  of every field
      @returns {import("../kept/record.js").Entry[]} */
  entries(state) {
    const fields = [...this.#fields.values()].map((field, index) => ({ field, state: state[index] }));
    return fields
      .filter(({ field }) => field.holdsAnything)
      .map(({ field, state: held }) => ({ id: field.id, label: field.label, half: field.isHalf, state: held }));
  }

  /** Replace everything by what `entries` once gave.
      @returns {string[]} the labels of what this form cannot hold, or of what a browser cannot put back */
  putBack(entries) {
    this.clear();
    const lacking = entries.filter(({ id, half, state }) => half || !this.#fields.get(id)?.putBack(state));
    this.#showUnits();
    return lacking.map(({ label }) => label);
  }

  /** Empty every field. */
  clear() {
    for (const field of this.#fields.values()) {
      field.clear();
    }
    this.#showUnits();
  }

  /** Nothing told of a change of these fields: what stands in them stands for itself. */
  adopt() {
    this.#showUnits();
  }

  /** Whether a date is typed half: what such a form holds is no case, whoever reads it. */
  get isHalf() {
    return [...this.#fields.values()].some((field) => field.isHalf);
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
    this.clear();
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
  answerWords({ finding, answer, side, limit, unit }) {
    return this.#fields.get(finding).answerWords(answer, side, limit, unit);
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

  /** Whether a number lacks its unit: it is then being written still, however long nobody types. */
  lacksUnit(finding) {
    return this.#fields.get(finding).lacksUnit;
  }

  /** What the engine refuses, in the words of the form where it knows better what is missing. */
  told(errors) {
    return errors.map((error) => {
      const field = this.#fields.get(error.finding);
      return field?.lacksUnit ? { ...error, message: words.chooseUnit(field.units) } : error;
    });
  }

  /** Fold away what can make no difference any more, save what is answered, inferred, asked for or in use.
      @param {string[] | null} pending  ids of the findings that still can; null when all may
      @param {Set<string>} asked  ids of those that a shown warning asks for */
  fold(pending, asked) {
    this.#folding.fold(pending, asked);
  }

  /** Ids of all findings, in the order of the form. */
  get findings() {
    return [...this.#fields.keys()];
  }

  has(finding) {
    return this.#fields.has(finding);
  }

  label(finding) {
    return this.#fields.get(finding)?.label ?? finding;
  }

  /** A link that jumps to a field and focuses it; it leaves the address as it is. */
  link(finding, text = null) {
    const shown = text === null ? this.#fields.get(finding)?.labels ?? [finding] : [text];
    const readers = text === null ? "some" : "everybody";
    const link = element("a", { href: `#finding-${finding}`, class: "wb-jump", "data-readers": readers }, ...shown);
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
