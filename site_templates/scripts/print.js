/* Before a page is printed, a line says when and from where the paper comes. (The theme itself unfolds what is folded.) */

import { longDate } from "./words/dates.js";
import { _ } from "./words/language.js";

let line = null;

addEventListener("beforeprint", () => {
  const content = document.querySelector(".md-content__inner");
  if (line || !content) {
    return;
  }
  line = document.createElement("p");
  line.className = "wb-printed";
  line.textContent = _("Printed {moment} from {place}", { moment: moment(), place: place() });
  content.prepend(line);
});

addEventListener("afterprint", () => {
  line?.remove();
  line = null;
});

/** Now, so that no reader can mistake day for month. */
function moment() {
  return longDate(new Date(), { hour: "2-digit", minute: "2-digit" });
}

/** The page's address without what follows '?' or '#', which may be about a patient. */
function place() {
  return location.protocol === "file:" ? _("a copy on a disk") : location.origin + location.pathname;
}
