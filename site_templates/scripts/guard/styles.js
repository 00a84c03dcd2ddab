/* The style sheets of a page: it waits for them before it is shown, but never for long. One that is late is taken out of the
   way, comes on in the background, and counts once it is there. */

import { lookBare } from "./bare.js";
import { Wanted } from "./wanted.js";

/** Milliseconds after which a page is shown without those of its style sheets that have not come. */
const PATIENCE = 2_000;

/** What matches no medium, so that a browser fetches the sheet and waits for it with nothing. */
const NO_MEDIUM = "not all";

export class Styles {
  #files = new Map(); // element → its file
  #changed;
  #late = false;
  #settle;

  /** Resolves when all have come, or the page is shown without. */
  settled = new Promise((resolve) => {
    this.#settle = resolve;
  });

  /** @param {(file: Wanted) => void} changed  told of each file that fails, is slow or comes after all */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Watch the sheets of the page from here on. They stand in its head, before anything that can be seen. */
  tend() {
    const look = () => this.#look();
    const watch = new MutationObserver(look);
    watch.observe(document, { childList: true, subtree: true });
    look();
    const read = () => {
      if (document.body) {
        watch.disconnect();
        document.removeEventListener("readystatechange", read);
      }
    };
    document.addEventListener("readystatechange", read);
    setTimeout(() => this.#outOfTheWay(), PATIENCE);
  }

  get files() {
    return [...this.#files.values()];
  }

  #look() {
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      if (!this.#files.has(link) && !link.dataset.again) {
        this.#follow(link);
      }
    }
    if (document.body) {
      this.#check();
    }
  }

  #follow(link) {
    const { href, media, integrity } = link;
    let last = link; // what stands in the place of the sheet now
    const make = (again) => {
      const next = document.createElement("link");
      next.dataset.again = "true";
      Object.assign(next, { rel: "stylesheet", media: NO_MEDIUM, href: href + again });
      if (integrity) {
        next.integrity = integrity;
      }
      next.addEventListener("load", () => {
        next.media = media;
      });
      if (last.isConnected) {
        last.after(next);
      } else {
        document.head.append(next);
      }
      last = next;
      return next;
    };
    const file = new Wanted(href, make, () => {
      this.#check();
      this.#changed(file);
    });
    file.late = () => {
      const next = make("");
      file.swap(link, next);
      link.remove();
    };
    this.#files.set(link, file);
    file.watch(link);
  }

  #outOfTheWay() {
    this.#late = true;
    for (const [link, file] of this.#files) {
      if (file.state !== "there" && link.isConnected && !link.sheet) {
        file.late();
      }
    }
    this.#check();
  }

  #check() {
    const open = this.files.filter(({ state }) => state !== "there");
    const lacking = open.filter(({ state }) => this.#late || state === "failed");
    lookBare({ any: lacking.length > 0, first: lacking.includes(this.files[0]) });
    if (open.length === 0 || this.#late || open.every(({ state }) => state === "failed")) {
      this.#settle();
    }
  }
}
