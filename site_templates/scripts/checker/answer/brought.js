/* What the page brought along: the elements of the protocol, rendered at build time into a template. */

import { sentence } from "../dom.js";

/** @param {HTMLTemplateElement} template
    @returns {object} the sentence for a patient outside the protocol, and the elements by id */
export function readBrought(template) {
  const content = template.content.cloneNode(true);
  const all = (selector) => [...content.querySelectorAll(selector)];
  const criterion = (node) => {
    const link = node.querySelector("[data-part=label]");
    const sources = node.querySelector("[data-part=sources]").children;
    const limits = node.dataset.limits.split(" ").filter(Boolean);
    const label = sentence(link.textContent);
    const headline = "headline" in node.dataset;
    return [node.dataset.criterion, { label, href: link.getAttribute("href"), sources, limits, headline }];
  };
  return {
    notApplicable: content.querySelector("[data-words=not-applicable]"),
    recommendations: new Map(all("[data-recommendation]").map((node) => [node.dataset.recommendation, node])),
    criteria: new Map(all("[data-criterion]").map(criterion)),
    asks: new Map(all("[data-warning]").map(({ dataset }) => [dataset.warning, dataset.asks.split(" ")])),
    gates: new Map(all("[data-gated]").map(({ dataset }) => [dataset.gated, dataset.gate])),
    scales: new Map([
      ...all("[data-score]").map((node) => [`score ${node.dataset.score}`, node]),
      ...all("[data-grade]").map((node) => [`grade ${node.dataset.grade}`, node]),
    ]),
    values: new Map(all("[data-value]").map((node) => [node.dataset.value, node])),
  };
}
