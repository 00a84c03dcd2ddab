/* Lines of the answer that are no recommendations: messages, values, scores and grades, and what follows from the answers. */

import { element, joined } from "../dom.js";
import { words } from "../words.js";

/** Scores and grades of an answer, each with the page's node for it and its result in words.
    @param {Map<string, Element>} scales  by kind and id  @param {object} answer
    @returns {{node: Element, label: string, result: string, narrowed: boolean, headline: boolean, undecided: string[]}[]}
      `narrowed` where not every result is possible any more; `headline` where it stands at the top; `undecided`: the
      findings that can still change a result at the top of which something is known */
export function scalesOf(scales, answer) {
  const scale = (key, points, possible) => {
    const node = scales.get(key);
    const steps = new Map([...node.querySelectorAll("[data-step]")].map((step) => [step.dataset.step, step.textContent]));
    const names = possible.map((id) => steps.get(id) ?? id);
    const narrowed = names.length > 0 && names.length < steps.size;
    const told = points ? words.either(names) : span([...steps.values()], names);
    return {
      node,
      label: node.querySelector("[data-part=label]").textContent,
      result: joined(points ? `${points}: ${told}` : told),
      narrowed,
      headline: node.classList.contains("wb-scale--headline"),
      undecided: narrowed && names.length > 1 ? (node.dataset.reads ?? "").split(" ") : [],
    };
  };
  return [
    ...Object.entries(answer.grades ?? {}).map(([id, steps]) => scale(`grade ${id}`, "", steps)),
    ...Object.entries(answer.scores).map(([id, { low, high, bands }]) => scale(`score ${id}`, words.points(low, high), bands)),
  ];
}

/** Steps of a grade that are possible: from one to another where all between are, too. */
function span(all, names) {
  if (names.length === all.length) {
    return words.path.unknown;
  }
  const first = all.indexOf(names[0]);
  const without = names.length > 2 && names.every((name, place) => all[first + place] === name);
  return without ? words.fromTo(names[0], names[names.length - 1]) : words.either(names);
}

/** The same as lines, each with its result in place. */
export const scaleNodes = (scales) =>
  scales.map(({ node, result }) => {
    node.querySelector("[data-part=result]").textContent = result;
    return node;
  });

/** Computed values of an answer, each with the page's node for it and its result in words.
    @param {Map<string, Element>} values  by id  @param {object} answer
    @returns {{node: Element, id: string, label: string, result: string, lacks: string[], narrowed: boolean,
      headline: boolean}[]}  `lacks`: the findings that would narrow it; `narrowed` where something is known of it */
export function valuesOf(values, answer) {
  return Object.entries(answer.values ?? {}).map(([id, { text, measured, missing }]) => {
    const node = values.get(id);
    const number = joined(text ?? words.path.unknown);
    return {
      node,
      id,
      label: node.querySelector("[data-part=label]").textContent,
      result: measured ? words.measured(number) : number,
      lacks: missing ?? [],
      narrowed: text !== undefined,
      headline: node.classList.contains("wb-scale--headline"),
    };
  });
}

/** The same as lines, each with its result and what it lacks in place; the arithmetic follows.
    @param {import("../form/findings-form.js").FindingsForm} form */
export const valueNodes = (values, form) =>
  values.map(({ node, result, lacks }) => {
    const part = (name) => node.querySelector(`[data-part=${name}]`);
    part("result").textContent = result;
    part("arithmetic").textContent = "";
    part("missing").hidden = lacks.length === 0;
    part("missing").replaceChildren(words.lacks, ...lacks.flatMap((finding, index) => [index ? ", " : " ", form.link(finding)]));
    return node;
  });

/** Put the arithmetic of values in place.
    @param {Map<string, Element>} nodes  by id  @param {Record<string, {arithmetic?: string}>} told */
export function tellArithmetic(nodes, told) {
  for (const [id, { arithmetic }] of Object.entries(told)) {
    nodes.get(id).querySelector("[data-part=arithmetic]").textContent = arithmetic ? `= ${arithmetic}` : "";
  }
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
