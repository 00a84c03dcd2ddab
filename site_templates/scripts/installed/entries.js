/* What a reader has entered on this page and would lose with it. */

const forms = () => [...document.querySelectorAll("[data-checker] form")];

const changed = (control) =>
  control.type === "radio" || control.type === "checkbox"
    ? control.checked !== control.defaultChecked
    : !control.options && control.value !== (control.defaultValue ?? control.value);

/** Whether any form of a checker holds an answer. A chosen unit alone is none. */
export function entered() {
  return forms().some((form) => [...form.elements].some(changed));
}

export function discardEntries() {
  for (const form of forms()) {
    form.reset();
  }
}
