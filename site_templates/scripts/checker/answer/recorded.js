/* The assessment that stands on the page, read from it for those who take it along. */

import { isPatient } from "../../audience/role.js";
import { said } from "../../audience/spoken.js";
import { day } from "../../words/dates.js";
import { partsOf } from "../take/record.js";
import { words } from "../words.js";
import { URGENCIES } from "./items.js";

/** What stands in the answer, with its head and in its order.
    @param {Element} root  the checker  @param {Element} body  the answer
    @param {{answer: object, at: Date, findings: object[]}} answered
    @param {import("../form/findings-form.js").FindingsForm} form */
export function recordOf(root, body, { answer, at, findings: entered }, form) {
  const findings = entered.map(({ id, value }) => ({ label: form.label(id), value }));
  const shown = [...body.querySelectorAll(":scope > section.wb-part")].filter((part) =>
    [...URGENCIES, "open", ...(isPatient() ? [] : ["silent"])].includes(part.dataset.section),
  );
  const items = (part) => [...part.querySelectorAll("[data-recommendation]")].map((node) => recorded(node));
  const sections = shown.map((part) => ({ title: part.querySelector("h3").textContent, items: items(part) }));
  const message = [...body.querySelectorAll(".wb-message p, .wb-none")].map((line) => line.textContent.trim());
  const uncalled = [...body.querySelectorAll("[data-section=no] [data-recommendation]")].map(
    (node) => node.querySelector("[data-part=label]").textContent,
  );
  const ofPatient = [{ title: words.takeAnswer, lines: [...message, ...texts(body, ".wb-team")] }];
  const remarks = [
    { title: words.takeAnswer, lines: message },
    { title: words.sections.warnings, lines: answer.warnings.map((warning) => warning.message) },
    { title: words.sections.no, lines: uncalled.length ? [uncalled.join("; "), words.noAdvice] : [] },
  ];
  const title = document.querySelector("h1").firstChild.textContent.trim();
  const protocol = document.querySelector(".wb-protocol")?.textContent.trim();
  const standing = [...root.querySelectorAll(".wb-answer__stand span:not([hidden])")].map((n) => n.textContent);
  const head = { title: protocol || title, standing: [...standing, day(at)].join(" · ") };
  return { head, parts: partsOf(findings, sections, isPatient() ? ofPatient : remarks) };
}

const texts = (node, selector) => [...node.querySelectorAll(selector)].map((each) => each.textContent.trim());

function recorded(node) {
  const dose = (line) => {
    const open = line.querySelector(".wb-rec__unstated")?.textContent.trim();
    const note = line.querySelector(".wb-rec__dose-note")?.textContent.trim();
    return line.firstChild.textContent.trim() + (open ? ` (${open})` : "") + (note ? `. ${note}` : "");
  };
  const missing = node.querySelector("[data-part=missing]");
  const needs = missing.hidden ? [] : [...missing.querySelectorAll("a")].map((link) => said(link));
  const dosed = node.querySelector(".wb-rec__dose:not([hidden])") !== null;
  const patient = isPatient(); // no dose is an instruction to oneself
  return {
    label: node.querySelector(patient ? "[data-part=plain]" : "[data-part=label]").textContent,
    remarks: patient ? [] : [...texts(node, "[data-part=warned] p"), ...texts(node, "[data-part=silence] p")],
    // What does not hold for this patient is copied without its dose, as it is shown.
    doses: patient ? [] : [...node.querySelectorAll(".wb-rec__dose:not([hidden])")].map(dose),
    notes: patient || !dosed ? [] : texts(node, ":scope > .wb-rec__note"),
    needs,
    statements: texts(node, "[data-part=why] > .wb-why__sources:last-child a"),
  };
}
