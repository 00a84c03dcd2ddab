/* Decisions: recommendations on the same drug, or on the same level of the blood, stand together, the most urgent above. */

import { URGENCIES } from "../urgencies.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {{lead: Item, others: Item[], open: Item[]}} Decision  `open`: what is not decided yet of the same subject */

/** Arrange what is indicated, and what is open of the same subjects.
    @param {Item[]} items  all that the engine answered, in the order of the protocol
    @returns {{decisions: Decision[], open: Item[]}} `open`: what is open of subjects on which nothing is indicated */
export function decisionsOf(items) {
  const decisions = [];
  const on = (item) => decisions.find(({ lead }) => item.subjects.length && item.subjects.every((each) => lead.subjects.includes(each)));
  const indicated = items.filter((item) => item.result.status === "indicated");
  for (const item of indicated.sort(byUrgency)) {
    const decision = on(item);
    if (decision) {
      decision.others.push(item);
    } else {
      decisions.push({ lead: item, others: [], open: [] });
    }
  }
  const open = [];
  for (const item of items.filter(({ result }) => result.status === "undetermined")) {
    (on(item)?.open ?? open).push(item);
  }
  return { decisions, open };
}

/** What is new before what goes on, and what concerns a drug before what does not. */
const order = (item) => (item.goingOn ? 2 : 0) + (item.subjects.length ? 0 : 1);

function byUrgency(one, other) {
  return URGENCIES.indexOf(one.urgency) - URGENCIES.indexOf(other.urgency) || order(one) - order(other);
}
