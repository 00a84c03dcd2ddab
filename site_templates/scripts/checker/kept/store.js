/* The one place in the browser where entries are kept: the tab's own storage, which ends with the tab. */

const PREFIX = "wardbook.entries";

export class Store {
  #storage;
  #key;

  /** @param {Storage} storage  @param {string} protocol */
  constructor(storage, protocol) {
    this.#storage = storage;
    // Two copies of this site on one server share their storage.
    this.#key = `${PREFIX} ${protocol} ${location.pathname}`;
  }

  /** @returns {string | null} what was kept */
  get() {
    try {
      return this.#storage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  /** @returns {boolean} whether it is kept now; if not, nothing is: no older text stays in its place */
  set(text) {
    try {
      this.#storage.setItem(this.#key, text);
      return true;
    } catch {
      this.forget();
      return false;
    }
  }

  forget() {
    try {
      this.#storage.removeItem(this.#key);
    } catch {
      // What cannot be reached any more cannot be read again either.
    }
  }
}

/** The tab's storage, or null where there is none: forbidden by the browser, only a stand-in in memory, which ends with the
    page, or in a frame, whose neighbours in the same tab would share it.
    @param {string} protocol */
export function tabStore(protocol) {
  try {
    const storage = window.sessionStorage;
    if (window.top !== window || !(storage instanceof Storage)) {
      return null;
    }
    storage.setItem(PREFIX, ""); // some browsers let a page read, and write nothing
    storage.removeItem(PREFIX);
    return new Store(storage, protocol);
  } catch {
    return null;
  }
}
