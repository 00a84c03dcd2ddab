/* Reset, asked for twice: a form that took minutes to fill must not be lost to one slip of the thumb. */

export function confirmReset(root, anythingEntered, reset) {
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const dialog = part("confirm");
  part("reset").addEventListener("click", () => {
    if (anythingEntered()) {
      dialog.showModal();
      part("confirm-no").focus();
    }
  });
  part("confirm-no").addEventListener("click", () => dialog.close());
  part("confirm-yes").addEventListener("click", () => {
    dialog.close();
    reset();
  });
}
