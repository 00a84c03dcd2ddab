/* What is hidden from a patient is not read out to one either. A style hides it from the eye and from the tree of a screen
   reader; a description that points to it would bring it back. */

import { isPatient } from "./role.js";

/** What is for professionals only, and what for patients only. */
const OF_PROFESSIONALS = '[data-readers=some] > :not([data-readers]), [data-readers=professionals]';
const OF_PATIENTS = "[data-readers=patients]";

const others = () => (isPatient() ? OF_PROFESSIONALS : OF_PATIENTS);

/** The text of an element as whoever reads now may see it. */
export function said(node) {
  const hidden = others();
  const parts = [];
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const away = text.parentElement.closest(hidden);
    if (!away || !node.contains(away) || away === node) {
      parts.push(text.data);
    }
  }
  return parts.join("").trim();
}

/** Let descriptions point only to what the reader may see, and the table of contents only to what is shown. */
export function tidy() {
  const hidden = others();
  for (const node of document.querySelectorAll("[aria-describedby], [data-described]")) {
    node.dataset.described ??= node.getAttribute("aria-describedby");
    const ids = node.dataset.described.split(" ").filter((id) => !document.getElementById(id)?.closest(hidden));
    if (ids.length) {
      node.setAttribute("aria-describedby", ids.join(" "));
    } else {
      node.removeAttribute("aria-describedby");
    }
  }
  for (const nav of document.querySelectorAll(".md-nav--secondary")) {
    const links = [...nav.querySelectorAll("a[href^='#']")];
    for (const link of links) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      link.parentElement.hidden = target?.getClientRects().length === 0;
    }
    nav.hidden = links.every((link) => link.parentElement.hidden);
  }
}
