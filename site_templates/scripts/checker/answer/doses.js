/* The doses of a recommendation: those that an answer shows, and what each comes to for this patient. */

import { joined } from "../dom.js";
import { words } from "../words.js";

/** The lines of the doses that an answer shows, each with what it says of the dose; nothing where doses are the same for
    every patient.
    @param {Element} node  the recommendation  @param {object} result  what the engine says of it
    @returns {[Element, object | undefined][]} */
export function shownDoses(node, result) {
  const lines = [...node.querySelectorAll(":scope > .wb-rec__dose")];
  return result.doses ? result.doses.map((answer) => [lines[answer.dose], answer]) : lines.map((line) => [line, undefined]);
}

/** Show the doses that are for this patient, or may be, with what each comes to.
    @param {Element} node  @param {object} result  @param {(finding: string) => string} label  of a finding */
export function tellDoses(node, result, label) {
  const shown = new Map(result.status === "indicated" ? shownDoses(node, result) : []);
  for (const line of node.querySelectorAll(":scope > .wb-rec__dose")) {
    line.hidden = !shown.has(line);
    const { if: condition, drug, result: amount, arithmetic, missing } = shown.get(line) ?? {};
    const part = (name) => line.querySelector(`[data-part=${name}]`);
    part("dose-if").hidden = !condition;
    fill(part("dose-result"), part("dose-result"), amount && `${drug} ${amount}`);
    line.classList.toggle("wb-rec__dose--worked-out", Boolean(amount));
    fill(part("dose-sum"), part("dose-arithmetic"), arithmetic && `${arithmetic}.`);
    fill(part("dose-lacks"), part("dose-lacks"), missing?.length && `${words.lacks}: ${missing.map(label).join(", ")}`);
  }
}

/** A dose in a line, as it is read: the condition while it is open, the rule, and what it comes to.
    @param {Element} line  @param {object} [answer] */
export function doseLine(line, answer) {
  const text = (name) => line.querySelector(`[data-part=${name}]`).textContent.trim();
  const rule = [...(answer?.if ? [text("dose-if")] : []), text("dose")].filter(Boolean).join(" ");
  return answer?.result ? joined(`${rule}: ${answer.result}`) : rule;
}

/** A dose where there is little room: what it comes to first, since the end may not be seen.
    @param {Element} line  @param {object} [answer] */
export function shortDose(line, answer) {
  const whole = doseLine(line, answer);
  return answer?.result ? joined(`${answer.drug} ${answer.result}; ${whole}`) : whole;
}

function fill(place, inner, text) {
  inner.textContent = text ? joined(text) : "";
  place.hidden = !text;
}
