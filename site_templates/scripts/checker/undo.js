/* Undo: what the form held before each change. Kept in the page only, and gone with it. */

const MOST = 100;

export class Undo {
  #form;
  #button;
  #states = [];
  #now;

  /** @param {import("./form/findings-form.js").FindingsForm} form  @param {HTMLButtonElement} button  @param {() => void} undone */
  constructor(form, button, undone) {
    this.#form = form;
    this.#button = button;
    this.#now = form.state();
    button.addEventListener("click", () => {
      const before = this.#states.pop();
      if (before) {
        this.#now = before;
        form.restore(before);
        this.#show();
        undone();
      }
    });
  }

  /** The form has changed: keep what it held before. A number counts once, not for each of its digits. */
  note(typing = null) {
    const state = this.#form.state();
    if (JSON.stringify(state) === JSON.stringify(this.#now)) {
      return;
    }
    if (typing === null || typing !== this.typing) {
      this.#states.push(this.#now);
      this.#states.splice(0, this.#states.length - MOST);
    }
    this.typing = typing;
    this.#now = state;
    this.#show();
  }

  /** No way back to what stood here before now. */
  forget() {
    this.#states = [];
    this.#now = this.#form.state();
    this.#show();
  }

  #show() {
    this.#button.disabled = this.#states.length === 0;
  }
}
