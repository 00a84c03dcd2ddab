/* What is said of the answers that were stored when the site was built. */

import { element } from "../dom.js";
import { message } from "../answer/lines.js";
import { words } from "../words.js";

/** In the place of an answer that nobody can give here. The addresses are those of every protocol's pages. */
export function beyond(limits) {
  const elsewhere = element(
    "p",
    {},
    `${words.first.elsewhere} `,
    element("a", { href: "index.html" }, words.first.protocol),
    ", ",
    element("a", { href: "card.html" }, words.first.card),
  );
  return message("beyond", words.first.beyond, element("p", {}, limits), elsewhere);
}

/** Above an answer, where nothing else will be answered. */
export const limited = (limits) => element("p", { class: "wb-message wb-message--limits", "data-readers": "everybody" }, limits);

/** Above all answers from now on. */
export function differing() {
  const alarm = message("refused wb-message--differs", words.first.differs, element("p", {}, words.first.differsHint));
  alarm.setAttribute("role", "alert");
  return alarm;
}

/** What is said in the place of reasons and of a suggestion, as far as the engine has come. */
export const waitingFor = (phase) =>
  ({
    loading: { reasons: words.first.reasonsLater, next: words.first.nextLater },
    stopped: { reasons: words.first.reasonsNever, next: "" },
    ready: { reasons: "", next: "" },
  })[phase];
