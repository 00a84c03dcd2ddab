/* The style sheets of a page: it waits for them before it is shown, but never for long. One that is late is taken out of the
   way, comes on in the background, and counts once it is there. */

import { lookBare } from "./bare.js";
import { Wanted } from "./wanted.js";

/** Milliseconds after which a page is shown without those of its style sheets that have not come. */
const PATIENCE = 2_000;

/** What matches no medium, so that a browser fetches the sheet and waits for it with nothing. */
const NO_MEDIUM = "not all";

/** One style sheet: the file, the element that stands for it now, and the media that it is for. */
class Sheet {
  file;
  #element;
  #media;

  constructor(link, changed) {
    const { href, media, integrity } = link;
    this.#element = link;
    this.#media = media;
    this.file = new Wanted(href, (again) => this.#put(href + again, integrity), changed);
    this.file.watch(link);
  }

  /** Take it out of the way: what it has brought so far is kept by the browser, and goes on coming. */
  stepAside() {
    const { href, integrity } = this.#element;
    const waiting = this.#element;
    if (this.file.state === "coming" && !waiting.sheet) {
      this.file.swap(waiting, this.#put(href, integrity));
      waiting.remove();
    }
  }

  /** @param {boolean} counts  whether the page is to look as this sheet says */
  apply(counts) {
    const media = counts ? this.#media : NO_MEDIUM;
    if (this.file.state === "there" && this.#element.media !== media) {
      this.#element.media = media;
    }
  }

  #put(href, integrity) {
    const next = document.createElement("link");
    next.dataset.again = "true";
    Object.assign(next, { rel: "stylesheet", media: NO_MEDIUM, href });
    if (integrity) {
      next.integrity = integrity;
    }
    this.#element.after(next);
    this.#element = next;
    return next;
  }
}

export class Styles {
  #sheets = new Map(); // element → its sheet
  #changed;
  #late = false;
  #settle;

  /** Resolves when all have come, or the page is shown without. */
  settled = new Promise((resolve) => {
    this.#settle = resolve;
  });

  /** @param {() => void} changed  told of each sheet that fails, is slow or comes after all */
  constructor(changed) {
    this.#changed = changed;
  }

  get files() {
    return [...this.#sheets.values()].map(({ file }) => file);
  }

  /** Watch the sheets of the page from here on. They stand in its head, before anything that can be seen. */
  tend() {
    const look = () => {
      this.#look();
      if (document.body) {
        watch.disconnect();
        this.#check();
      }
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { childList: true, subtree: true });
    look();
    setTimeout(() => {
      this.#late = true;
      for (const sheet of this.#sheets.values()) {
        sheet.stepAside();
      }
      this.#check();
    }, PATIENCE);
  }

  #look() {
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      if (!this.#sheets.has(link) && !link.dataset.again) {
        const changed = () => {
          this.#check();
          this.#changed();
        };
        this.#sheets.set(link, new Sheet(link, changed));
      }
    }
  }

  /* All build on the first: without it the others would leave a form without its marks. */
  #check() {
    const open = this.files.filter(({ state }) => state !== "there");
    const lacking = open.filter(({ state }) => this.#late || state === "failed");
    const [first] = this.files;
    const bare = lacking.includes(first);
    lookBare({ any: lacking.length > 0, first: bare });
    for (const sheet of this.#sheets.values()) {
      sheet.apply(!bare || sheet.file === first);
    }
    if (open.length === lacking.length) {
      this.#settle();
    }
  }
}
