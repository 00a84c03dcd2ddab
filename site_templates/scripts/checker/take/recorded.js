/* What is known of the assessment that stands on the page, for those who take it along or print it. */

import { isPatient } from "../../audience/role.js";
import { said } from "../../audience/spoken.js";
import { moment } from "../../words/dates.js";
import { address } from "../../words/place.js";
import { doseLine, shownDoses } from "../answer/doses.js";
import { scalesOf, valuesOf } from "../answer/lines.js";
import { recordFrom } from "./record.js";
import { words } from "../words.js";
import { URGENCIES } from "../urgencies.js";

/** What is given by it has a limit worth a line, though it is no dose. */
const GIVES = "correct";

/** How a rule compares a number with a limit. */
const COMPARES = ["above", "below", "at-least", "at-most", "equals"];

/** The assessment that stands on the page, as a record.
    @param {Element} root  the checker  @param {Element} body  the answer
    @param {{answer: object, at: Date, findings: object[]} | null} answered  null when there is no answer
    @param {import("../form/findings-form.js").FindingsForm} form
    @param {ReturnType<import("../answer/brought.js").readBrought>} brought
    @returns {import("./record.js").Record} */
export function recordOf(root, body, answered, form, brought) {
  const patient = isPatient();
  const compiled = JSON.parse(root.querySelector("[data-part=compiled]").textContent);
  const [page, protocol] = ["h1", ".wb-protocol"].map((selector) => document.querySelector(selector)?.firstChild);
  const told = {
    title: (protocol ?? page).textContent.trim(),
    foot: footOf(root, compiled, answered),
    patient,
    earlier: body.querySelector(".wb-message--earlier") ? messages(body) : [],
    // As they were then, named as whoever reads now is told them.
    findings: (answered?.findings ?? form.answers()).map(({ id, value }) => ({ id, label: form.label(id), value })),
    notice: [],
  };
  if (!answered) {
    return recordFrom({ ...NONE, ...told, notice: whyNot(root, body) });
  }
  const { answer } = answered;
  const outside = answer.criteria[root.dataset.applicable] === "false";
  const results = outside ? [] : answer.recommendations;
  const indicated = results.filter(({ status }) => status === "indicated");
  const known = new Set([...told.findings.map(({ id }) => id), ...Object.keys(answer.inferred)]);
  const twice = underWay(indicated, compiled).filter((finding) => !known.has(finding));
  const open = [...new Set([...twice, ...openOf(results, brought)])].map((finding) => form.label(finding));
  const silent = [...new Set(results.flatMap((result) => result["no-rule"] ?? []))];
  const beyond = outside ? brought.notApplicable.textContent.trim() : "";
  const nothing = outside ? (patient ? beyond : "") : open.length ? words.nothing : words.nothingMore;
  return recordFrom({
    ...told,
    holds: holding(answer, root.dataset.applicable, compiled, brought, told.findings, form),
    outside: beyond,
    scales: outside ? [] : [...valuesTold(answer, brought, form), ...scalesTold(answer, brought)],
    inferred: Object.entries(answer.inferred).map(([finding, value]) => ({
      label: form.label(finding),
      value: value ? words.yes : words.no,
    })),
    warnings: answer.warnings.map(({ message }) => message),
    plan: indicated.map((result) => toldOf(result, brought.recommendations.get(result.id), answer.warnings, patient)),
    nothing: indicated.length ? "" : nothing,
    silent,
    team: answer.warnings.length || silent.length ? words.forTheTeam : "",
    open,
  });
}

/** An assessment of which nothing is known. */
const NONE = { holds: [], outside: "", scales: [], inferred: [], warnings: [], plan: [], nothing: "", silent: [], team: "", open: [] };

const texts = (node, selector) => [...node.querySelectorAll(selector)].map((each) => each.textContent.trim());

/** Whence it comes, how that stands, and when it was assessed; the source is named once for all statements. */
function footOf(root, { source, version }, answered) {
  return {
    version: words.record.wardbook(version),
    standing: texts(root, ".wb-answer .wb-standing, .wb-answer [data-standing]:not([hidden])"),
    address: address(),
    assessed: answered ? words.record.assessed(moment(answered.at)) : "",
    source: answered && !isPatient() ? words.record.source([source.title, source.kind].filter(Boolean).join(", ")) : "",
  };
}

/** What the page says of an answer that is not there, or of an earlier moment. */
const messages = (body) =>
  [...body.querySelectorAll("p.wb-message:not(.wb-kept), .wb-message:not(.wb-message--not-applicable) :is(p, li)")].map(said);

/** Why there is no answer, as the page says it. */
function whyNot(root, body) {
  const status = [...root.querySelectorAll("[data-part=status]:not([hidden])")].map(said);
  return [...status, ...messages(body)].filter(Boolean);
}

/** The criteria that hold, each with the numbers of this patient that it looks at. */
function holding(answer, applicable, compiled, brought, findings, form) {
  const { criteria } = answer;
  const values = new Map([
    ...findings.map(({ id, label, value }) => [id, `${label} ${value}`]),
    ...valuesOf(brought.values, answer).filter(({ narrowed }) => narrowed).map(({ id, label, result }) => [`value ${id}`, `${label} ${result}`]),
  ]);
  const asked = askedOf(compiled);
  const shown = (finding) => {
    const about = (asked.get(finding) ?? []).map((other) => values.get(other) ?? words.record.notStated(form.label(other)));
    return [values.get(finding), ...about];
  };
  const held = compiled.criteria.filter(({ id }) => criteria[id] === "true" && id !== applicable);
  return held.map(({ id, when }) => ({
    label: brought.criteria.get(id).label,
    values: [...compared(when)].filter((finding) => values.has(finding)).flatMap(shown),
  }));
}

/** The findings and values whose numbers a rule looks at. */
function compared(rule) {
  if (rule === null || typeof rule !== "object") {
    return new Set();
  }
  const compares = COMPARES.some((word) => Object.hasOwn(rule, word));
  const own = compares && rule.finding ? [rule.finding] : [];
  const value = rule["value-of"] ? [`value ${rule["value-of"]}`] : [];
  return new Set([...own, ...value, ...Object.values(rule).flatMap((part) => [...compared(part)])]);
}

/** For a finding, what else has to be known to read it: what a warning on it asks. */
function askedOf({ warnings = [] }) {
  const asked = new Map();
  for (const { finding, answered } of warnings.filter((warning) => warning.answered)) {
    asked.set(finding, [...new Set([...(asked.get(finding) ?? []), answered.finding])]);
  }
  return asked;
}

/** Values of which something is known, each with its arithmetic as it stands on the page, or with what it lacks. */
const valuesTold = (answer, brought, form) =>
  valuesOf(brought.values, answer)
    .filter(({ narrowed }) => narrowed)
    .map(({ node, label, result, lacks, headline }) => {
      const arithmetic = node.querySelector("[data-part=arithmetic]").textContent;
      const missing = lacks.length ? `(${words.lacks} ${lacks.map((finding) => form.label(finding)).join(", ")})` : "";
      return { label, result: [result, arithmetic, missing].filter(Boolean).join(" "), headline, note: texts(node, ".wb-rec__note").join(" ") };
    });

/** Scores and grades that say something: those of which not every result is still possible. */
const scalesTold = (answer, brought) =>
  scalesOf(brought.scales, answer)
    .filter(({ narrowed }) => narrowed)
    .map(({ node, label, result, headline }) => ({ label, result, headline, note: texts(node, ".wb-rec__note").join(" ") }));

/** The findings that are not known and would decide, those of what is most urgent first. */
function openOf(results, brought) {
  const urgency = ({ id }) => URGENCIES.indexOf(brought.recommendations.get(id).dataset.urgency);
  const open = results.filter(({ status }) => status === "undetermined").sort((one, other) => urgency(one) - urgency(other));
  return [...new Set(open.flatMap(({ missing }) => missing))];
}

/** The findings that say whether what is indicated is under way already: not knowing them, one would order it twice. */
function underWay(indicated, compiled) {
  const ids = new Set(indicated.map(({ id }) => id));
  const some = compiled.recommendations.filter((each) => ids.has(each.id) && each["under-way"]);
  return some.map((each) => each["under-way"].finding);
}

/** What is indicated, as whoever reads now is told it: to a patient no dose is an instruction. */
function toldOf(result, node, warnings, patient) {
  const told = {
    urgency: node.dataset.urgency,
    goingOn: result["under-way"] === true,
    label: node.querySelector(patient ? "[data-part=plain]" : "[data-part=label]").textContent.trim(),
  };
  if (patient) {
    return { ...told, assumed: [], warned: [], doses: [], notes: [], doubts: [], statements: [] };
  }
  const doses = shownDoses(node, result).map((shown) => doseOf(...shown));
  const why = node.querySelector(":scope > [data-part=why]");
  const limited = doses.length > 0 || node.dataset.action === GIVES;
  const notes = texts(node, ":scope > .wb-rec__note, :scope > [data-part=why] > .wb-rec__note");
  const raised = (node.dataset.warnedBy ?? "").split(",");
  const concerning = warnings.filter(({ code, finding }) => raised.includes(`${code} ${finding}`));
  return {
    ...told,
    assumed: assumedOf(node, result),
    warned: limited ? concerning.map(({ message }) => message) : [],
    doses,
    notes: limited ? notes : [],
    doubts: opened(node, why) ? [...(limited ? [] : notes), ...texts(node, ":scope > .wb-rec__differs"), ...doubtsIn(why)] : [],
    statements: result.statements,
  };
}

/** What is taken for given since nobody entered it. */
const assumedOf = (node, { assumed = {} }) =>
  [...node.querySelectorAll(":scope > [data-part=assumed] > [data-assumed]")]
    .filter(({ dataset }) => dataset.assumed in assumed)
    .map(({ textContent }) => words.record.assumption(textContent));

/** Whether the reader opened the reasons: a browser that prints opens whatever is folded, and fills nothing in. */
const opened = (node, why) => node.isConnected && !why.hidden && why.querySelector("[data-part=reasons]").childElementCount > 0;

const doubtsIn = (why) => texts(why, ":scope > :is(.wb-why__conflict, .wb-rec__differs)");

/** A dose with all that stands beside it. */
function doseOf(line, answer) {
  const open = texts(line, ".wb-rec__unstated").join(" ");
  const note = texts(line, ".wb-rec__dose-note").join(" ");
  const arithmetic = answer?.arithmetic ? ` (${answer.arithmetic})` : "";
  return doseLine(line, answer) + arithmetic + (open ? ` (${open})` : "") + (note ? `. ${note}` : "");
}
