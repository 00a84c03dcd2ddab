/* Entries that outlive the page, within the tab: kept at each change, and put back or offered when the page comes again. */

import { words } from "../words.js";
import { askBeforeLeaving } from "./leaving.js";
import { Offer, saidMoment } from "./offer.js";
import { readBack, written } from "./record.js";
import { tabStore } from "./store.js";

/** Milliseconds for which what was entered is taken to be of the patient at hand. */
const FRESH = 5 * 60_000;

/** How a browser calls a page that is shown once more, and not come to by a link or an address. */
const AGAIN = ["reload", "back_forward"];

/** A clock that was put back makes nothing young. */
const isFresh = (moment) => Date.now() >= moment && Date.now() - moment <= FRESH;

export class KeptEntries {
  #root;
  #form;
  #page;
  #store;
  #offer;
  #kept = null; // what this page has kept itself, or has put back
  #restoring = false;

  /** @param {Element} root  @param {import("../form/findings-form.js").FindingsForm} form
      @param {{changed: () => void, undo: import("../undo.js").Undo, taking: import("../take/take.js").Taking}} page
          `changed` is told when the fields were filled or emptied here */
  constructor(root, form, page) {
    this.#root = root;
    this.#form = form;
    this.#page = page;
    this.#offer = new Offer(root);
    this.#store = root.dataset.keep === undefined ? null : tabStore(root.dataset.protocol);
    this.#say();
    addEventListener("pagehide", () => this.#leave(true));
    document.addEventListener("visibilitychange", () => this.#leave(document.hidden)); // phones end hidden pages unasked
    addEventListener("pageshow", ({ persisted }) => persisted && this.#returned());
    root.querySelector("form").addEventListener("reset", () => this.#forget());
  }

  /** Put back or offer what an earlier page of this tab kept. Not where a case is being opened: that is what the reader wants. */
  begin(opening) {
    const text = opening ? null : (this.#store?.get() ?? null);
    if (text === null) {
      return;
    }
    const kept = readBack(text);
    if (!kept) {
      this.#store.forget();
    } else if (this.#continues(kept)) {
      this.#putBack(kept);
    } else {
      this.#ask(kept);
    }
  }

  /** The fields were read.
      @param {number} count  of findings
      @param {object[]} state  of every field */
  note(count, state) {
    askBeforeLeaving(count > 0 && !this.#store);
    if (!this.#store) {
      return;
    }
    if (count === 0) {
      this.#line("");
      if (this.#kept) {
        this.#forget();
      }
      return;
    }
    const entries = this.#form.entries(state);
    if (JSON.stringify(entries) === JSON.stringify(this.#kept?.entries)) {
      return;
    }
    if (!this.#restoring) {
      this.#line("");
      this.#offer.close(); // something else was opened in the meantime
    }
    const now = Date.now();
    this.#keep({ digest: this.#root.dataset.keep, entered: now, seen: now, left: document.hidden, entries });
  }

  /** Whether these are the findings that the reader had before them a moment ago: the same page once more, soon after, left
      as pages are. A link that leads here may be the way to the next patient, and so may a copied tab. */
  #continues({ digest, seen, left }) {
    const type = performance.getEntriesByType("navigation")[0]?.type;
    const again = AGAIN.includes(type) || document.wasDiscarded === true;
    return digest === this.#root.dataset.keep && left && again && isFresh(seen);
  }

  #ask(kept) {
    this.#offer.ask(kept.entered, kept.digest !== this.#root.dataset.keep, {
      go: () => this.#putBack({ ...kept, seen: Date.now() }),
      anew: () => {
        this.#forget();
        this.#page.undo.forget();
        this.#form.focusFirst();
      },
    });
  }

  #putBack(kept) {
    const digest = this.#root.dataset.keep;
    const empty = this.#form.state();
    const lacking = this.#form.putBack(kept.entries);
    const half = kept.entries.filter(({ half: incomplete }) => incomplete);
    if (digest === kept.digest && lacking.length > half.length) {
      this.#form.restore(empty); // not what this page wrote: refused whole
      this.#forget();
      return;
    }
    this.#keep({ ...kept, digest, left: document.hidden, entries: this.#form.entries(this.#form.state()) });
    this.#restoring = true;
    this.#page.changed();
    this.#restoring = false;
    this.#line(words.putBack(saidMoment(kept.entered)));
    if (lacking.length) {
      this.#page.taking.tell(words.notPutBack(lacking.join(", ")));
    }
  }

  /** A page that the browser has brought back as it was, perhaps after hours. */
  #returned() {
    this.#leave(false);
    const kept = this.#kept;
    if (kept && !isFresh(kept.seen)) {
      this.#kept = null; // it stays in the storage until somebody has answered
      this.#form.clear();
      this.#page.changed();
      this.#page.undo.forget();
      this.#ask(kept);
    }
  }

  #leave(left) {
    if (this.#kept && this.#kept.left !== left) {
      this.#keep({ ...this.#kept, left });
    }
  }

  #keep(kept) {
    this.#kept = kept;
    if (!this.#store.set(written(kept))) {
      this.#kept = null;
      this.#store = null; // full, or taken away
      this.#say();
      askBeforeLeaving(true);
    }
  }

  #forget() {
    this.#kept = null;
    this.#store?.forget();
  }

  /** Say above the form whether entries outlive the page. */
  #say() {
    for (const node of document.querySelectorAll("[data-keeps]")) {
      node.hidden = node.dataset.keeps !== (this.#store ? "tab" : "page");
    }
  }

  #line(text) {
    const line = this.#root.querySelector("[data-part=kept]");
    line.textContent = text;
    line.hidden = text === "";
  }
}
