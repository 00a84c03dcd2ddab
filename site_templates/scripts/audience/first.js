/* What is first for those who read: a part of a page that says so stands before the other parts for them. */

/** Where the list would push the dose off the first screen, it stands there as one line that unfolds. */
const NARROW = "(max-width: 600px)";

const places = new Map(); // part → what stood behind it in the page as it came

/** Put first what is first for those who read, and everything else where it was. */
export function putFirst() {
  const role = document.documentElement.dataset.audience;
  for (const node of document.querySelectorAll("[data-first-for]")) {
    const behind = places.get(node) ?? node.nextElementSibling;
    places.set(node, behind);
    const isFirst = node.dataset.firstFor === role;
    const before = isFirst ? node.parentElement.querySelector(":scope > section") : behind;
    if (before !== node) {
      node.parentElement.insertBefore(node, before);
    }
    node.querySelector("details").open = !(isFirst && matchMedia(NARROW).matches);
  }
}
