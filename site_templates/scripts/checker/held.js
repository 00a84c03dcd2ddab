/* What the page knows of its form: the one state that is asked about, answered and taken along.

   Browsers change fields without telling a page: WebKit empties a form that it brings back from the history, others restore
   or fill in what stood there once. So what the fields show is held against what is known whenever somebody could read,
   take or print an answer, and once a second besides. */

/** Milliseconds between two looks at the fields while nothing happens. */
const OFTEN = 1000;

/** Milliseconds after a return from the history at which the fields are looked at; up to the last of them they are put back. */
const AFTER_RETURN = [0, 20, 100, 300, 1000];

/** What comes before somebody reads, changes or copies anything. */
const OCCASIONS = ["pointerdown", "keydown", "focusin", "focusout", "visibilitychange", "copy"];

export class Held {
  #form;
  #parted;
  #state;
  #returning = false;

  /** What was read last: how many findings, and the case as JSON. */
  reading;

  /** @param {import("./form/findings-form.js").FindingsForm} form
      @param {() => void} parted  told when the fields show something else than is known; it has to `take` them */
  constructor(form, parted) {
    this.#form = form;
    this.#parted = parted;
    this.take();
    for (const occasion of OCCASIONS) {
      document.addEventListener(occasion, () => this.check(), { capture: true });
    }
    for (const occasion of ["focus", "beforeprint", "load"]) {
      addEventListener(occasion, () => this.check());
    }
    addEventListener("pagehide", ({ persisted }) => {
      this.#returning = persisted;
    });
    addEventListener("pageshow", ({ persisted }) => {
      this.#returning = persisted;
      for (const wait of AFTER_RETURN) {
        setTimeout(() => this.check(), wait); // the fields are emptied in a later task than this
      }
      setTimeout(() => {
        this.#returning = false;
      }, AFTER_RETURN[AFTER_RETURN.length - 1] + 1);
    });
    setInterval(() => document.hidden || this.check(), OFTEN);
  }

  /** Take what the fields show as what is known. */
  take() {
    this.reading = this.#form.read();
    this.#state = this.#form.state();
    return this.reading;
  }

  /** What every field held when it was read last. */
  get state() {
    return this.#state;
  }

  /** Whether the fields show what is known; if not, it is put back after a return, and told otherwise. */
  check() {
    if (this.#agrees()) {
      return true;
    }
    if (this.#returning) {
      this.#form.restore(this.#state);
      if (this.#agrees()) {
        return true;
      }
    }
    this.#parted();
    return false;
  }

  #agrees() {
    return (
      this.#form.read().text === this.reading.text && JSON.stringify(this.#form.state()) === JSON.stringify(this.#state)
    );
  }
}
