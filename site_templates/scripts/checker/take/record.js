/* An assessment as text: one structure, laid out as plain text or as Markdown. */

import { words } from "../words.js";

/** Characters in a line of plain text; what a text-only system shows without breaking lines itself. */
const WIDTH = 76;

/** @typedef {{title: string, lines: {text: string, more: string[]}[]}} Part */

/** @param {{title: string, standing: string}} head  @param {Part[]} parts */
export function asText(head, parts) {
  const lines = [head.title.toUpperCase(), ...wrapped(head.standing, "", "")];
  for (const { title, lines: entries } of parts) {
    lines.push("", title.toUpperCase());
    for (const { text, more } of entries) {
      lines.push(...wrapped(text, "- ", "  "), ...more.flatMap((line) => wrapped(line, "  ", "  ")));
    }
  }
  return plain(`${lines.join("\n")}\n`);
}

/** @param {{title: string, standing: string}} head  @param {Part[]} parts */
export function asMarkdown(head, parts) {
  const lines = [`# ${marked(head.title)}`, "", marked(head.standing)];
  for (const { title, lines: entries } of parts) {
    lines.push("", `## ${marked(title)}`, "");
    for (const { text, more } of entries) {
      lines.push(`- ${[text, ...more].map(marked).join("  \n  ")}`);
    }
  }
  return plain(`${lines.join("\n")}\n`);
}

/** A text with ordinary spaces only: other systems show no-break spaces as they like. */
const plain = (text) => text.replaceAll("\u00a0", " ");

/** A text in which no character means anything to Markdown. */
const marked = (text) => text.replace(/[\\`*_{}[\]<>#|]/g, "\\$&");

function wrapped(text, first, next) {
  const lines = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/[ \n\t]+/).filter(Boolean)) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = next + word;
    } else {
      line += (empty ? "" : " ") + word;
    }
    empty = false;
  }
  return [...lines, line];
}

/** The parts of an assessment: what was entered, then the answer in the order in which the page shows it.
    @param {{label: string, value: string}[]} findings
    @param {{title: string, items: {label: string, remarks: string[], doses: string[], notes: string[],
      needs: string[], statements: string[]}[]}[]} sections  remarks stand above the doses, notes on them below
    @param {{title: string, lines: string[]}[]} remarks
    @returns {Part[]} */
export function partsOf(findings, sections, remarks) {
  const line = (text, more = []) => ({ text, more });
  return [
    ...sections.map(({ title, items }) => ({
      title,
      lines: items.map(({ label, remarks: said, doses, notes, needs, statements }) => {
        const needed = needs.length ? [`${words.needs}: ${needs.join(", ")}`] : [];
        const cited = statements.length ? [`${words.statementsShort}: ${statements.join(", ")}`] : [];
        return line(label, [...said, ...doses, ...notes, ...needed, ...cited]);
      }),
    })),
    ...remarks.map(({ title, lines }) => ({ title, lines: lines.map((text) => line(text)) })),
    { title: words.findings, lines: findings.map(({ label, value }) => line(`${label}: ${value}`)) },
  ].filter(({ lines }) => lines.length);
}
