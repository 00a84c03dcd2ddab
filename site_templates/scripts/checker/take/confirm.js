/* Asked twice: a form that took minutes to fill must not be lost to one slip of the thumb, nor to a file. */

/** Ask in a dialog of the page.
    @param {Element} root  @param {string} name  `confirm` or `replace`
    @returns {Promise<boolean>} whether the reader said yes */
export function confirmed(root, name) {
  const part = (end = "") => root.querySelector(`[data-part=${name}${end}]`);
  const dialog = part();
  if (dialog.open) {
    return Promise.resolve(false);
  }
  return new Promise((resolve) => {
    part("-yes").onclick = () => dialog.close("yes");
    part("-no").onclick = () => dialog.close("no");
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.returnValue = "";
    dialog.showModal();
    part("-no").focus();
  });
}
