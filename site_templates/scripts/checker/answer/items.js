/* Items: the recommendations that the page brought along, each with what the engine says of it. */

import { isPatient } from "../../audience/role.js";
import { element } from "../dom.js";
import { words } from "../words.js";

/** Order in which urgencies are shown; each is a section of its own. */
export const URGENCIES = ["immediate", "today", "ongoing"];

/** Missing findings named at once; the others wait behind a summary. */
const MOST_NAMED = 4;

export class Items {
  #recommendations;
  #form;

  /** @param {Map<string, Element>} recommendations  by id  @param {import("../form/findings-form.js").FindingsForm} form */
  constructor(recommendations, form) {
    this.#recommendations = recommendations;
    this.#form = form;
  }

  /** A recommendation as an answer has it.
      @param {object} result  what the engine says of it  @param {object[]} warnings  all that the answer raises
      @returns {{node: Element, result: object, urgency: string}} */
  item(result, warnings) {
    const node = this.#recommendations.get(result.id);
    node.dataset.status = result.status;
    for (const dose of node.querySelectorAll(".wb-rec__dose")) {
      dose.hidden = result.status !== "indicated";
    }
    const warnedBy = result.status === "indicated" ? (node.dataset.warnedBy ?? "").split(",") : [];
    const concerning = warnings.filter(({ code, finding }) => warnedBy.includes(`${code} ${finding}`));
    fill(node.querySelector("[data-part=warned]"), concerning.map((each) => [`${words.warning}: `, each.message]));
    fill(node.querySelector("[data-part=silence]"), (result["no-rule"] ?? []).map((says) => ["", says]));
    const missing = node.querySelector("[data-part=missing]");
    const named = result.missing.join(" ");
    if (missing.dataset.findings !== named) {
      missing.dataset.findings = named;
      missing.replaceChildren(...this.#missing(result.missing));
    }
    missing.hidden = result.missing.length === 0;
    return { node, result, urgency: node.dataset.urgency };
  }

  /** A recommendation as whoever reads now is told it. */
  label({ node }) {
    return node.querySelector(isPatient() ? "[data-part=plain]" : "[data-part=label]").textContent;
  }

  #missing(findings) {
    const links = (some) => some.map((finding) => element("li", {}, this.#form.link(finding)));
    // One more than fits is shown rather than hidden behind a click of its own.
    const named = findings.length > MOST_NAMED + 1 ? findings.slice(0, MOST_NAMED) : findings;
    const rest = findings.slice(named.length);
    const parts = [element("span", { class: "wb-needs__label" }, words.needs), " ", element("ul", {}, ...links(named))];
    if (rest.length) {
      const summary = element("summary", {}, words.more(rest.length));
      parts.push(element("details", { class: "wb-more" }, summary, element("ul", {}, ...links(rest))));
    }
    return parts;
  }
}

/** Sentences at a recommendation, each behind a word that says what it is; the place is hidden when there is none. */
function fill(place, sentences) {
  place.replaceChildren(
    ...sentences.map(([word, text]) => element("p", {}, ...(word ? [element("strong", {}, word)] : []), text)),
  );
  place.hidden = sentences.length === 0;
}

/** The most urgent first; among equals those of which least is missing. */
export function byUrgencyThenFewest(one, other) {
  return (
    URGENCIES.indexOf(one.urgency) - URGENCIES.indexOf(other.urgency) ||
    one.result.missing.length - other.result.missing.length
  );
}
