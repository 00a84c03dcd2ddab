/* Sections of the answer: made once, filled anew with each answer, gone while they are empty. */

import { element, place } from "../dom.js";
import { words } from "../words.js";
import { URGENCIES } from "../urgencies.js";

/** What a patient or carer sees of an answer; all else is for professionals. */
const FOR_EVERYBODY = new Set([...URGENCIES, "open"]);

/** A title, in other words for a patient where there are some. */
const titled = (key, title) =>
  words.ofPatients[key]
    ? element(
        "h3",
        { "data-readers": "some" },
        element("span", {}, title),
        element("span", { "data-readers": "patients" }, words.ofPatients[key]),
      )
    : element("h3", {}, title);

const readers = (key) => (FOR_EVERYBODY.has(key) ? { "data-readers": "everybody" } : {});

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
      return [element("section", { class: "wb-part", "data-section": key, ...readers(key) }, titled(key, title), list), list];
    });
  }

  /** A section that is folded, with the number of its lines in the summary. */
  folded(key, title, children, note = "", count = children.length) {
    const built = this.#section(key, children, () => {
      const list = element("ul", {});
      const summary = element("summary", {}, titled(key, title), " ", element("span", { "data-part": "count" }));
      const said = note ? [element("p", { class: "wb-part__note" }, note)] : [];
      const attributes = { class: "wb-part wb-part--folded", "data-section": key, ...readers(key) };
      return [element("details", attributes, summary, ...said, list), list];
    });
    if (built) {
      built.querySelector("[data-part=count]").textContent = `(${count})`;
    }
    return built;
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
