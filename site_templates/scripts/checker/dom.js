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

/** A text without line breaks between a number and its unit, as those of the pages are (`pages/unbroken.py`). */
export function joined(text) {
  return text.replace(/(\d) (?=[\p{L}×%°])/gu, "$1\u00a0").replace(/× (?=\d)/g, "×\u00a0");
}

/** A text with a capital first letter, as it stands at the beginning of a line. */
export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Put children in place, touching none that is there already: open details and the reader's place stay, and the browser
    lays out only what is new. */
export function place(parent, children) {
  const kept = new Set(children);
  for (const node of [...parent.childNodes]) {
    if (!kept.has(node)) {
      node.remove();
    }
  }
  let here = parent.firstChild;
  for (const child of children) {
    if (child === here) {
      here = here.nextSibling;
    } else {
      parent.insertBefore(child, here);
    }
  }
}
