/* The headline of the answer: in the bar at the foot of a small screen, and read out once the reader pauses. */

/** Milliseconds without a change after which it is read out. */
const QUIET = 800;

export class Headline {
  #bar;
  #announcement;
  #timer = 0;

  /** @param {(name: string) => Element} part  finds a part of the checker by its name */
  constructor(part) {
    this.#bar = { link: part("bar"), main: part("bar-main"), more: part("bar-more") };
    this.#announcement = part("announcement");
    this.#bar.link.addEventListener("click", (event) => {
      event.preventDefault();
      const panel = part("answer");
      panel.scrollIntoView({ block: "start" });
      panel.focus({ preventScroll: true });
    });
  }

  /** @param {string} main  @param {string} more  @param {string} spoken  what is read out, where that is more */
  show(main, more, spoken = [main, more].filter(Boolean).join(". ")) {
    this.#bar.main.textContent = main;
    this.remark(more);
    this.#bar.link.hidden = main === "";
    this.announce(spoken);
  }

  /** Say something beside the headline that stands. */
  remark(more) {
    this.#bar.more.textContent = more;
  }

  /** What was read out was for whoever read until now: a screen reader must not find it again. */
  forget() {
    clearTimeout(this.#timer);
    this.#announcement.textContent = "";
  }

  /** Have a text read out once the reader pauses. */
  announce(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#announcement.textContent = text;
    }, QUIET);
  }
}
