/* Sections of the answer: made once, filled anew with each answer, gone while they are empty. */

import { element, place } from "../dom.js";
import { URGENCIES } from "./items.js";

/** What a patient or carer sees of an answer; all else is for professionals. */
const FOR_EVERYBODY = new Set([...URGENCIES, "open"]);

export class Sections {
  #sections = new Map();
  #lines = new Map();

  /** A line that is the same from one answer to the next is the same node. */
  line(key, build) {
    if (!this.#lines.has(key)) {
      this.#lines.set(key, build());
    }
    return this.#lines.get(key);
  }

  /** An open section with a title and a list. */
  list(key, title, children) {
    return this.#section(key, children, () => {
      const list = element("ul", {});
      const readers = FOR_EVERYBODY.has(key) ? { "data-readers": "everybody" } : {};
      const attributes = { class: "wb-part", "data-section": key, ...readers };
      return [element("section", attributes, element("h3", {}, title), list), list];
    });
  }

  /** A section that is folded, with the number of its lines in the summary. */
  folded(key, title, children, note = "") {
    const built = this.#section(key, children, () => {
      const list = element("ul", {});
      const summary = element("summary", {}, element("h3", {}, title), " ", element("span", { "data-part": "count" }));
      const said = note ? [element("p", { class: "wb-part__note" }, note)] : [];
      return [element("details", { class: "wb-part wb-part--folded", "data-section": key }, summary, ...said, list), list];
    });
    if (built) {
      built.querySelector("[data-part=count]").textContent = `(${children.length})`;
    }
    return built;
  }

  /** The list of a section that was shown before, if there is one. */
  listOf(key) {
    return this.#sections.get(key)?.[1];
  }

  #section(key, children, build) {
    if (!this.#sections.has(key)) {
      this.#sections.set(key, build());
    }
    const [section, list] = this.#sections.get(key);
    place(list, children);
    return children.length ? section : null;
  }
}
