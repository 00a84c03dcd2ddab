/* An assessment as a clinician writes it: findings, assessment, plan, what is open, whence it comes and who decides. One
   structure, laid out here as plain text and as Markdown, and in `sheet.js` for paper. */

import { URGENCIES } from "../urgencies.js";
import { words } from "../words.js";

/** @typedef {{strong: string, text: string, doubts?: string[]}} Line  `doubts` are for paper only
    @typedef {{name: string, title: string, lines: Line[]}} Section
    @typedef {{version: string, standing: string[], address: string, assessed: string, source: string}} Foot
    @typedef {{title: string, foot: Foot, earlier: string, patient: boolean, before: Section[], plan: Section[],
      after: Section[], decided: boolean}} Record  `earlier` says that the answer is that of an earlier moment

    @typedef {object} Told  a recommendation that is indicated
    @property {string} urgency
    @property {boolean} goingOn  whether it is under way already
    @property {string} label  as whoever reads now is told it
    @property {string[]} assumed  what is taken for given since nobody entered it
    @property {string[]} warned  what is warned of where it gives something
    @property {string[]} doses  each with what limits it
    @property {string[]} notes  what limits them all
    @property {string[]} doubts  what the reader opened besides
    @property {string[]} statements

    @typedef {object} Facts
    @property {string} title
    @property {Foot} foot  whence it comes, how that stands, and when it was assessed
    @property {boolean} patient  whether a patient reads
    @property {string[]} earlier  what is said of an answer of an earlier moment; empty while it is none
    @property {{label: string, value: string}[]} findings  as they were entered
    @property {string[]} notice  why there is no answer; empty where there is one
    @property {{label: string, values: string[]}[]} holds  criteria that hold, with the numbers that they look at
    @property {string} outside  what is said of a patient for whom the protocol is not made
    @property {{label: string, result: string, headline: boolean, note: string}[]} scales
    @property {{label: string, value: string}[]} inferred
    @property {string[]} warnings
    @property {Told[]} plan  in the order of the protocol
    @property {string} nothing  what is said when nothing is indicated
    @property {string[]} silent  what the source has no rule for
    @property {string} team  what a patient is told of remarks for professionals
    @property {string[]} open  what is not known and would decide */

/** @param {Facts} facts  @returns {Record} */
export function recordFrom(facts) {
  const section = (name, title, lines) => ({ name, title, lines });
  const answered = facts.notice.length === 0;
  const assessed = answered && !facts.patient ? assessment(facts) : [];
  return {
    title: words.record.protocol(facts.title),
    foot: facts.foot,
    earlier: facts.earlier.map(ended).join(" "),
    patient: facts.patient,
    before: [
      section("findings", words.findings, found(facts.findings)),
      section("notice", words.record.noAnswer, facts.notice.map(plainly)),
      section("assessment", words.record.assessment, assessed),
    ].filter(filled),
    plan: answered ? URGENCIES.map((urgency) => todo(urgency, facts)).filter(filled) : [],
    after: (!answered ? [] : [
      section("nothing", facts.patient ? "" : words.record.plan, listed(facts.nothing && [facts.nothing], " ")),
      section("silent", words.sections.silent, facts.patient ? [] : listed(facts.silent, " ")),
      section("team", "", facts.patient ? listed(facts.team && [facts.team], " ") : []),
      section("open", facts.patient ? words.ofPatients.open : words.record.open, listed(facts.open, "; ", ".")),
    ]).filter(filled),
    decided: answered && !facts.patient,
  };
}

const filled = ({ lines }) => lines.length > 0;

const plainly = (text) => ({ strong: "", text });

const listed = (texts, between, end = "") => (texts?.length ? [plainly(texts.join(between) + end)] : []);

/** What was found, numbers as they were typed, and what was denied: a line each. */
function found(findings) {
  const denied = findings.filter(({ value }) => value === words.no);
  const others = findings.filter(({ value }) => value !== words.no);
  const entry = ({ label, value }) => (value === words.yes ? label : `${label}: ${value}`);
  return [
    ...listed(others.map(entry), "; ", "."),
    ...(denied.length ? [{ strong: `${words.no}:`, text: `${denied.map(({ label }) => label).join("; ")}.` }] : []),
  ];
}

/** What holds of this patient. A warning that stands in the plan, before what it limits, is not told twice. */
function assessment({ holds, outside, scales, inferred, warnings, plan }) {
  const later = plan.flatMap(({ warned }) => warned);
  const held = holds.map(({ label, values }) => ended(values.length ? `${label} (${values.join("; ")})` : label));
  const told = scales.map((scale) => ({ ...scale, line: plainly(joined([ended(`${scale.label}: ${scale.result}`), scale.note])) }));
  const lines = (first) => told.filter(({ headline }) => headline === first).map(({ line }) => line);
  const follows = inferred.map(({ label, value }) => `${label}: ${value}`);
  return [
    ...lines(true),
    ...listed(outside ? [outside] : held.length ? held : [words.record.noneHolds], " "),
    ...lines(false),
    ...(follows.length ? [plainly(ended(words.record.follows(follows.join("; "))))] : []),
    ...warnings.filter((text) => !later.includes(text)).map((text) => ({ strong: `${words.warning}:`, text })),
  ];
}

/** What is to be done with one urgency: what is new before what goes on. */
function todo(urgency, { plan, patient }) {
  const some = plan.filter((each) => each.urgency === urgency);
  const inOrder = [...some.filter(({ goingOn }) => !goingOn), ...some.filter(({ goingOn }) => goingOn)];
  const title = (patient ? words.ofPatients : words.sections)[urgency];
  return { name: urgency, title, lines: inOrder.map((each) => (patient ? plainly(ended(each.label)) : told(each))) };
}

function told({ label, assumed, warned, doses, notes, doubts, statements }) {
  const cited = statements.length ? `(${statements.join(", ")})` : "";
  const warnings = warned.map((text) => `${words.warning}: ${text}`);
  return { strong: ended(label), text: joined([...assumed, ...warnings, ...doses.map(ended), ...notes, cited]), doubts };
}

const joined = (texts) => texts.filter(Boolean).join(" ");

/** A text as a sentence. */
const ended = (text) => (/[.?!:]$/.test(text) ? text : `${text}.`);

const footLine = ({ foot: { version, standing, address, assessed, source } }) =>
  [version, ...standing, address, assessed, source].filter(Boolean).join(" · ");

/** Plain text: a paragraph is one line, however long, so that the system that takes it breaks it by its own width.
    @param {Record} record */
export function asText(record) {
  const line = ({ strong, text }) => joined([strong, text]);
  const section = ({ title, lines }) => [joined([title && `${title}:`, line(lines[0])]), ...lines.slice(1).map(line)];
  const items = record.plan.flatMap(({ title, lines }) => lines.map((each) => `- ${title}: ${line(each)}`));
  const sentences = record.plan.map(({ title, lines }) => `${title}: ${lines.map(line).join(" ")}`);
  const plan = items.length ? [`${words.record.plan}:`, ...items] : [];
  const lines = [
    record.title,
    record.earlier,
    ...record.before.flatMap(section),
    ...(record.patient ? sentences : plan),
    ...record.after.flatMap(section),
    footLine(record),
    record.decided ? words.record.decided : "",
  ];
  return spaced(`${lines.filter(Boolean).join("\n")}\n`);
}

/** The same with the marks of Markdown.
    @param {Record} record */
export function asMarkdown(record) {
  const bold = (text) => text && `**${marked(text)}**`;
  const line = ({ strong, text }) => joined([bold(strong), marked(text)]);
  const section = ({ title, lines }) => [joined([title && bold(`${title}:`), line(lines[0])]), ...lines.slice(1).map(line)];
  const item = (title) => (each) => `- ${bold(`${title}:`)} ${joined([marked(each.strong), marked(each.text)])}`;
  const items = record.plan.flatMap(({ title, lines }) => lines.map(item(title)));
  const plan = [record.patient ? "" : bold(`${words.record.plan}:`), items.join("\n")];
  const paragraphs = [
    `# ${marked(record.title)}`,
    bold(record.earlier),
    ...record.before.flatMap(section),
    ...(items.length ? plan : []),
    ...record.after.flatMap(section),
    marked(footLine(record)),
    record.decided ? marked(words.record.decided) : "",
  ];
  return spaced(`${paragraphs.filter(Boolean).join("\n\n")}\n`);
}

/** A text with ordinary spaces only: other systems show no-break spaces as they like. */
const spaced = (text) => text.replaceAll("\u00a0", " ");

/** A text in which no character means anything to Markdown. */
const marked = (text) => text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");
