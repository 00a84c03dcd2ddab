/* The button beside a date that enters the present: the engine has no clock, so that "now" is an answer like any other. */

import { clock, day } from "../../words/dates.js";

/** Enter the day, and the minute where the field has one, by the reader's own clock.
    @param {HTMLFormElement} form */
export function listenForNow(form) {
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-part=now]");
    if (button) {
      const input = button.parentElement.querySelector("[data-part=input]");
      const time = new Date();
      input.value = input.type === "date" ? day(time) : `${day(time)}T${clock(time)}`;
      // Told of by the button: nobody is typing, so the answer need not wait.
      button.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
}
