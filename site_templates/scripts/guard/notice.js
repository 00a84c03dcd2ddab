/* What a page says when files of its own do not come, and the button that asks for them again. */

import { whenRead } from "./theme.js";
import { words } from "./words.js";

/** What the checker's own scripts say when they run. */
const STATUS = "[data-part=status]";

export class Notice {
  #files;
  #again;
  #shown = null;

  /** @param {() => import("./wanted.js").Wanted[]} files  of the page
      @param {() => void} again  asks for those that did not come */
  constructor(files, again) {
    this.#files = files;
    this.#again = again;
    whenRead(() => this.#begin());
  }

  /** Say how things stand by now. */
  update() {
    if (document.readyState !== "loading") {
      this.#checker();
      this.#others();
    }
  }

  #begin() {
    this.update();
    document.addEventListener("click", ({ target }) => {
      if (target.closest?.("[data-part=retry]") && !this.#runs) {
        this.#again();
      }
    });
  }

  get #runs() {
    return document.querySelector("[data-checker][data-started]") !== null;
  }

  #late() {
    return this.#files().filter(({ state }) => state === "failed" || state === "slow");
  }

  /* Until the checker's script runs, its place says what it waits for. */
  #checker() {
    const line = document.querySelector(STATUS);
    if (!line || this.#runs) {
      return;
    }
    const lacking = this.#late().find(({ name }) => name === "checker.js");
    say(line, lacking ? words.notStarted(reasons([lacking]).join(" ")) : words.loading);
    line.dataset.state = lacking ? "failed" : "loading";
    document.querySelector("[data-part=retry]").hidden = !lacking;
  }

  #others() {
    const lacking = this.#late().filter(({ name }) => !/^(checker|engine)\./.test(name));
    if (lacking.length === 0) {
      this.#shown?.remove();
      this.#shown = null;
      return;
    }
    this.#shown ??= this.#made();
    const text = [...reasons(lacking), ...words.lacks(lacking.map(({ name }) => name))];
    if (!navigator.onLine) {
      text.push(words.offline);
    }
    say(this.#shown.firstElementChild, text.join(" "));
  }

  #made() {
    const notice = document.createElement("div");
    notice.className = "wb-missing";
    notice.dataset.readers = "everybody";
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "wb-button" });
    button.textContent = words.again;
    button.addEventListener("click", this.#again);
    notice.append(line, button);
    (document.querySelector(".md-content__inner") ?? document.body).prepend(notice);
    return notice;
  }
}

/* What stands there already is not said again, or it would be read aloud again. */
function say(line, text) {
  if (line.textContent !== text) {
    line.textContent = text;
  }
}

function reasons(files) {
  const named = (wanted) => [...new Set(files.filter(({ state }) => state === wanted).map(({ name }) => name))];
  const [failed, slow] = [named("failed"), named("slow")];
  return [
    ...(failed.length === 1 ? [words.missing(failed[0])] : []),
    ...(failed.length > 1 ? [words.severalMissing(failed)] : []),
    ...(slow.length ? [words.slow(slow)] : []),
  ];
}
