/* What changed since an assessment that was kept: findings and recommendations, side by side. */

import { clock } from "../../../words/dates.js";
import { element } from "../../dom.js";
import { words } from "../../words.js";

/** A section with a table of what differs.
    @param {{answer: object, at: Date, findings: {id: string, value: string}[]}} kept
    @param {{answer: object, at: Date, findings: {id: string, value: string}[]}} answered  what stands now
    @param {import("../../form/findings-form.js").FindingsForm} form
    @param {(recommendation: string) => string} nameOf */
export function changedSince(kept, answered, form, nameOf) {
  const before = new Map(kept.findings.map(({ id, value }) => [id, value]));
  const after = new Map(answered.findings.map(({ id, value }) => [id, value]));
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
  const status = new Map(kept.answer.recommendations.map((result) => [result.id, result.status]));
  const turned = answered.answer.recommendations.filter((result) => status.get(result.id) !== result.status);
  const row = (label, one, other) =>
    element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, one), element("td", {}, other));
  const rows = [
    ...changed.map((id) =>
      row(form.label(id), before.get(id) ?? words.notAssessed, after.get(id) ?? words.notAssessed),
    ),
    ...turned.map(({ id, status: turnedTo }) => {
      const label = nameOf(id);
      return row(label, words.status[status.get(id)], words.status[turnedTo]);
    }),
  ];
  const at = clock(kept.at);
  const heads = ["", at, clock(answered.at)].map((text) => element(text ? "th" : "td", text ? { scope: "col" } : {}, text));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
  return element(
    "section",
    { class: "wb-part", "data-section": "since" },
    element("h3", {}, words.since(at)),
    rows.length ? table : element("p", {}, words.sinceNothing),
  );
}
