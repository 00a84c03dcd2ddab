/* The form: reads the findings as a case, and marks at each field what the engine said of it. */

import { element, sentence } from "./dom.js";
import { words } from "./words.js";

const TEXT_CONTROLS = new Set(["quantity", "integer"]);

/** A number as people write it: decimal comma or point, any minus sign, spaces between thousands. */
const NUMBER = /^([+-]?)(\d*)(?:[.,](\d*))?$/;

/** Three digits after a mark: "10,000" is ten thousand to one reader and ten to the next, and so is "10.000". */
const AMBIGUOUS = /^[+-]?0*[1-9]\d{0,2}[.,]\d{3}$/;

const normal = (typed) =>
  typed.trim().replace(/[−–]/g, "-").replace(/(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))/g, "");

export const isAmbiguous = (typed) => AMBIGUOUS.test(normal(typed));

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

  /** @param {{typed: (finding: string) => void, changed: () => void, left: () => void}} on  `typed` while a text is
      being written, `changed` when an answer was chosen, `left` when a text field is done with. */
  listen(on) {
    const of = (event) => event.target.closest("[data-finding]")?.dataset.finding;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", (event) => {
      const field = this.#fields.get(of(event));
      if (!field) {
        return;
      }
      field.showUnit();
      if (field.isText && event.target === field.input) {
        on.typed(field.id);
      } else {
        on.changed();
      }
    });
    // `change` comes with Enter and with leaving the field; choices were told of by `input` already.
    this.#form.addEventListener("change", (event) => {
      if (this.#fields.get(of(event))?.isText) {
        on.left();
      }
    });
    this.#form.addEventListener("reset", () =>
      setTimeout(() => {
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

  constructor(node) {
    this.#node = node;
    this.id = node.dataset.finding;
    this.control = node.dataset.control;
    this.isText = TEXT_CONTROLS.has(this.control);
    this.input = this.#part("input");
    this.label = this.#part("label").textContent.trim();
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
    if (!this.isText) {
      return JSON.stringify(typed);
    }
    // What is no number goes as it is, so that the engine, which alone knows what it wants, refuses it by name.
    const number = numberLiteral(typed) ?? JSON.stringify(typed);
    return this.control === "integer" ? number : `{"value":${number},"unit":${JSON.stringify(this.#unit)}}`;
  }

  get #chosen() {
    return this.#node.querySelector("input:checked")?.value ?? "";
  }

  /** Show the limits in the unit that is chosen. */
  showUnit() {
    if (this.control === "quantity") {
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
    const hint = invalid && this.isText && isAmbiguous(this.input.value) ? [words.ambiguous] : [];
    show(this.#part("error"), [...errors, ...hint].join(". ").replace(/([.!?])\. /g, "$1 "));
    const value = inferred === undefined ? "" : String(inferred);
    this.#node.dataset.inferred = value;
    show(this.#part("inferred"), value && words.inferredFull(inferred ? words.yes : words.no));
    const remarks = this.#part("warnings");
    remarks.replaceChildren(...warnings.map((text) => element("p", {}, element("strong", {}, words.warning), ` ${text}`)));
    remarks.hidden = warnings.length === 0;
  }

  focus() {
    this.#node.scrollIntoView({ block: "center" });
    (this.input ?? this.#node.querySelector("input:checked") ?? this.#node.querySelector("input")).focus({
      preventScroll: true,
    });
    this.#node.classList.remove("wb-field--jumped");
    void this.#node.offsetWidth; // so that the mark also shows when the same field is jumped to twice
    this.#node.classList.add("wb-field--jumped");
  }
}

function show(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
  node.hidden = text === "";
}
