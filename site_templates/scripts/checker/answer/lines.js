/* Lines of the answer that are no recommendations: messages, scores and grades, and what follows from the answers. */

import { element, joined } from "../dom.js";
import { words } from "../words.js";

/** The scores and grades that the page brought along, each with its result.
    @param {Map<string, Element>} scales  by kind and id  @param {object} answer */
export function scaleNodes(scales, answer) {
  const label = (node, id) => node.querySelector(`[data-step="${CSS.escape(id)}"]`)?.textContent ?? id;
  const show = (key, points, steps) => {
    const node = scales.get(key);
    const names = words.either(steps.map((step) => label(node, step)));
    node.querySelector("[data-part=result]").textContent = joined(points ? `${points}: ${names}` : names);
    return node;
  };
  return [
    ...Object.entries(answer.scores).map(([id, score]) =>
      show(`score ${id}`, words.points(score.low, score.high), score.bands),
    ),
    ...Object.entries(answer.grades ?? {}).map(([id, steps]) => show(`grade ${id}`, "", steps)),
  ];
}

/** What stands in the place of an answer, or above it: what is the case, and more about it. */
export const message = (kind, main, ...more) =>
  element(
    "div",
    { class: `wb-message wb-message--${kind}`, "data-readers": "everybody" },
    element("p", { class: "wb-message__main" }, main),
    ...more,
  );

/** What a patient is told of remarks that are for professionals.
    @param {object[]} remarks */
export const teamLine = (remarks) =>
  remarks.length ? element("p", { class: "wb-team", "data-readers": "patients" }, words.forTheTeam) : null;

/** What was inferred, a line each.
    @param {Record<string, boolean>} inferred  @param {import("../form/findings-form.js").FindingsForm} form */
export function inferredLines(inferred, form) {
  return Object.entries(inferred).map(([finding, value]) =>
    element("li", {}, form.link(finding), ": ", words.inferred(value ? words.yes : words.no)),
  );
}
