/* The unit of a number: one that stands there, one that is preset in a list, or buttons of which none is, where two units are
   common and the same number means different things in them. */

export class Unit {
  #node;

  /** @param {HTMLElement} node  the list, the buttons, or the one unit that there is */
  constructor(node) {
    this.#node = node;
  }

  get #choices() {
    return [...(this.#node.options ?? this.#node.querySelectorAll("input"))];
  }

  /** The code of UCUM; empty while none is chosen. */
  get code() {
    const chosen = this.#choices.find((choice) => (this.#node.options ? choice.selected : choice.checked));
    return this.#choices.length ? chosen?.value ?? "" : this.#node.dataset.unit;
  }

  set code(code) {
    for (const choice of this.#choices) {
      choice[this.#node.options ? "selected" : "checked"] = choice.value === code;
    }
  }

  /** What stands here before anybody chooses. */
  get preset() {
    return this.isOpen ? "" : this.own;
  }

  /** Whether no unit is preset. */
  get isOpen() {
    return !this.#node.options && this.#choices.length > 0;
  }

  /** The finding's own unit, in which its rules are written. */
  get own() {
    return this.#choices[0]?.value ?? this.#node.dataset.unit;
  }

  /** The first unit that is not this one, if there is another. */
  other(code) {
    return this.#choices.find((choice) => choice.value !== code)?.value;
  }

  /** A unit as it is printed. */
  sign(code) {
    const choice = this.#choices.find((each) => each.value === code);
    return (this.#node.options ? choice : choice?.nextElementSibling ?? this.#node).textContent.trim();
  }

  get signs() {
    return this.#choices.map((choice) => this.sign(choice.value));
  }

  /** How a value in a unit becomes one in the finding's own. */
  scale(code) {
    return this.#choices.find((choice) => choice.value === code).dataset;
  }
}
