/* Before a page is printed, a line says when and from where the paper comes. (The theme itself unfolds what is folded.) */

import { moment } from "./words/dates.js";
import { _ } from "./words/language.js";
import { address } from "./words/place.js";

let line = null;

addEventListener("beforeprint", () => {
  const content = document.querySelector(".md-content__inner");
  if (line || !content) {
    return;
  }
  line = document.createElement("p");
  line.className = "wb-printed";
  line.textContent = _("Printed {moment} from {place}", { moment: moment(new Date()), place: address() });
  content.prepend(line);
});

addEventListener("afterprint", () => {
  line?.remove();
  line = null;
});
