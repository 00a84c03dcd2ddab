/* Marks: what a field shows of an answer. */

import { element } from "../dom.js";
import { words } from "../words.js";

/** Show at a field what is refused of it, what follows for it, and what is remarked on it.
    @param {Element} node  the field
    @param {Element} control  what a reader operates
    @param {{errors: string[], hint: string[], inferred: boolean | undefined, warnings: string[], answered: boolean}} said */
export function markField(node, control, { errors, hint, inferred, warnings, answered }) {
  const part = (name) => node.querySelector(`[data-part=${name}]`);
  const invalid = errors.length > 0;
  node.classList.toggle("wb-field--refused", invalid);
  node.classList.toggle("wb-field--answered", answered);
  control.setAttribute("aria-invalid", String(invalid));
  show(part("error"), [...errors, ...hint].join(". ").replace(/([.!?])\. /g, "$1 "));
  const value = inferred === undefined ? "" : String(inferred);
  node.dataset.inferred = value;
  show(part("inferred"), value && words.inferredFull(inferred ? words.yes : words.no));
  const remarks = part("warnings");
  remarks.replaceChildren(...warnings.map((text) => element("p", {}, element("strong", {}, words.warning), ` ${text}`)));
  remarks.hidden = warnings.length === 0;
}

/** Give a place its text; without one it is hidden. */
export function show(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
  node.hidden = text === "";
}
