/* The scripts of a page: it asks for them once its text is there, so that they take no line from it. Each is checked by its
   hash, and none waits for another. */

import { whenRead } from "./theme.js";
import { Wanted } from "./wanted.js";

const ON_A_DISK = location.protocol === "file:";

/** From a disk, and in a frame without an origin of its own (`sandbox`), a browser refuses a file that wants to be checked. */
export const UNCHECKED = ON_A_DISK || self.origin === "null";

/** Needed only from a disk. */
const FOR_A_DISK = /\/iframe-worker\./;

/** Milliseconds after which a page that draws nothing, since nobody sees it, goes on. */
const UNSEEN = 300;

/** Resolves when the text is drawn: on a weak device the scripts would otherwise run before it. */
function shown() {
  return new Promise((resolve) => {
    setTimeout(resolve, document.hidden ? 0 : UNSEEN);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

export class Scripts {
  #files = new Map(); // address → file
  #integrity = new Map();
  #changed;

  /** @param {(file: Wanted) => void} changed  told of each file that fails, is slow or comes */
  constructor(changed) {
    this.#changed = changed;
  }

  get files() {
    return [...this.#files.values()];
  }

  /** @param {[string, string][]} listed  addresses, and the hash of each
      @param {Promise<void>} styled  when the page can be seen */
  async bring(listed, styled) {
    await Promise.all([styled, new Promise(whenRead)]);
    await shown();
    for (const [address] of listed) {
      if (ON_A_DISK || !FOR_A_DISK.test(address)) {
        this.file(address);
      }
    }
  }

  /** Know the hashes of scripts that come later or never.
      @param {[string, string][]} listed */
  know(listed) {
    for (const [address, integrity] of listed) {
      this.#integrity.set(address, integrity);
    }
  }

  /** A script by its address, which is asked for now if it was not yet. */
  file(address) {
    let file = this.#files.get(address);
    if (!file) {
      file = new Wanted(address, (again) => this.#element(address, again), this.#changed);
      this.#files.set(address, file);
      file.ask();
    }
    return file;
  }

  /** A script of the page by its name without the digest; undefined if the page has none such, or has not asked for it. */
  named(name) {
    return this.files.find((file) => file.name === name);
  }

  #element(address, again) {
    const script = document.createElement("script");
    script.src = address + again;
    script.async = !ON_A_DISK; // from a disk nothing stalls, and they run in their order
    const integrity = this.#integrity.get(address);
    if (integrity && !UNCHECKED) {
      script.integrity = integrity;
    }
    document.head.append(script);
    return script;
  }
}
