/* Taps: a second one on an answer takes it back, and the i beside a question opens what more there is to it. */

/** @param {HTMLFormElement} form  @param {(option: HTMLInputElement) => void} takeBack */
export function listenForTaps(form, takeBack) {
  let chosen = null; // the answer that stood when it was pressed
  form.addEventListener("pointerdown", ({ target }) => {
    chosen = target.type === "radio" && target.checked && target.value !== "" ? target : null;
  });
  form.addEventListener("click", (event) => {
    const { target } = event;
    if (target === chosen && target.checked) {
      takeBack(target);
      target.dispatchEvent(new Event("input", { bubbles: true })); // a browser tells nothing of it
    }
    chosen = null;
    const info = target.closest("[data-part=info]");
    if (info) {
      info.setAttribute("aria-expanded", String(info.getAttribute("aria-expanded") !== "true"));
    }
  });
}
