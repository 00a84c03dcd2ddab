/* The question whose findings these are: asked where what was kept may be another patient's. Whoever sees it learns a time and
   no finding. It stays until it is answered, so that no slip of a finger decides. */

import { clock, day, moment } from "../../words/dates.js";

/** A moment as it is said today: the day only where it was another one. */
export function saidMoment(milliseconds) {
  const time = new Date(milliseconds);
  return day(time) === day(new Date()) ? clock(time) : moment(time);
}

export class Offer {
  #part;
  #dialog;
  #open = false;

  /** @param {Element} root */
  constructor(root) {
    this.#part = (name) => root.querySelector(`[data-part=${name}]`);
    this.#dialog = this.#part("kept-offer");
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.#dialog.addEventListener("close", () => this.#open && this.#show());
  }

  /** @param {number} entered  when, in milliseconds
      @param {boolean} changed  whether the protocol is another one by now
      @param {{go: () => void, anew: () => void}} on */
  ask(entered, changed, { go, anew }) {
    this.#part("kept-time").textContent = saidMoment(entered);
    this.#part("kept-changed").hidden = !changed;
    this.#part("kept-go").onclick = () => (this.close(), go());
    this.#part("kept-anew").onclick = () => (this.close(), anew());
    this.#open = true;
    this.#show();
  }

  close() {
    this.#open = false;
    this.#dialog.close();
  }

  #show() {
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
    this.#part("kept-title").focus(); // on neither answer: Enter must not give one
  }
}
