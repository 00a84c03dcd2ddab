/* What is said of versions: a small notice above the page that takes no focus, and a line in the footer. */

import { words } from "./words.js";

function button(label, action) {
  const result = document.createElement("button");
  result.type = "button";
  result.className = "wb-version__button";
  result.textContent = label;
  result.addEventListener("click", action);
  return result;
}

export class Notice {
  #box = document.createElement("div");
  #text = document.createElement("p");
  #buttons = document.createElement("p");
  #line = document.createElement("p");
  #status = document.createElement("span");
  #reminder = document.createElement("span");

  constructor() {
    this.#box.className = "wb-version";
    this.#text.setAttribute("role", "status");
    this.#box.append(this.#text, this.#buttons);
    this.#box.dataset.shown = "false";
    document.body.append(this.#box);
    this.#line.className = "wb-offline";
    this.#line.append(this.#status, " ", this.#reminder);
    (document.querySelector(".md-footer-meta__inner") ?? document.body).append(this.#line);
  }

  /** @param {string} text  @param {[string, () => void][]} choices  the first is the main one */
  show(text, choices) {
    this.#text.textContent = text;
    this.#buttons.replaceChildren(...choices.map(([label, action]) => button(label, action)));
    this.#box.dataset.shown = "true";
    this.#box.setAttribute("role", "region");
    this.#box.setAttribute("aria-label", words.region);
  }

  hide() {
    this.#box.dataset.shown = "false";
    this.#box.removeAttribute("role");
    this.#box.removeAttribute("aria-label");
    this.#text.textContent = "";
    this.#buttons.replaceChildren();
  }

  status(text) {
    this.#status.textContent = text;
  }

  /** A way back to a notice that was put off. */
  remind(label, show) {
    this.#reminder.replaceChildren(button(label, show));
  }
}
