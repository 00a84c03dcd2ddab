/* Example patients, to try the checker with. */

/** @param {Element} root  @param {(entries: object) => void} fill  what to do with the entries of the one that is chosen */
export function offerExamples(root, fill) {
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const examples = JSON.parse(part("example-cases").textContent);
  part("examples")?.addEventListener("change", ({ target }) => {
    const example = examples[Number(target.value)];
    if (target.value !== "" && example) {
      fill(example.entries);
    }
    target.value = "";
  });
}
