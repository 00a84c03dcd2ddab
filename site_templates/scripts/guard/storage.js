/* Where a browser forbids a page to store anything (cookies blocked, a frame of another site), touching its storage throws,
   and the theme's script ends at its first line. There a stand-in in memory takes its place, as long as the page is open. */

/** Keys of our own scripts. They do without storage, and must know that there is none: nothing is kept here. */
const OURS = /^wardbook\b/;

class StandIn {
  #texts = new Map();

  get length() {
    return this.#texts.size;
  }

  key(number) {
    return [...this.#texts.keys()][number] ?? null;
  }

  getItem(key) {
    this.#refuse(key);
    return this.#texts.get(String(key)) ?? null;
  }

  setItem(key, text) {
    this.#refuse(key);
    this.#texts.set(String(key), String(text));
  }

  removeItem(key) {
    this.#refuse(key);
    this.#texts.delete(String(key));
  }

  clear() {
    this.#texts.clear();
  }

  #refuse(key) {
    if (OURS.test(key)) {
      throw new DOMException("this browser keeps nothing for this page", "SecurityError");
    }
  }
}

function works(name) {
  try {
    window[name].getItem("");
    return true;
  } catch {
    return false; // forbidden, or null
  }
}

/** Put a stand-in where the browser's own storage does not work, and nowhere else. */
export function standIn() {
  for (const name of ["localStorage", "sessionStorage"]) {
    if (!works(name)) {
      Object.defineProperty(window, name, { configurable: true, value: new StandIn() });
    }
  }
}
