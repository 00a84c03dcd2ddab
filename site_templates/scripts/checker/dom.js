/* Building elements from text. Data only ever becomes text, never markup. */

/** @param {string} tag  @param {Record<string, string>} attributes  @param {...(Node | string)} children */
export function element(tag, attributes = {}, ...children) {
  const result = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    result.setAttribute(name, value);
  }
  result.append(...children);
  return result;
}

/** A text with a capital first letter, as it stands at the beginning of a line. */
export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Put children in place, touching nothing when they are there already: open details and the reader's place stay. */
export function place(parent, children) {
  const same = children.length === parent.childNodes.length && children.every((c, i) => c === parent.childNodes[i]);
  if (!same) {
    parent.replaceChildren(...children);
  }
}
