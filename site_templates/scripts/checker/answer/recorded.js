/* The assessment that stands on the page, read from it for those who take it along. */

import { day } from "../../words/dates.js";
import { partsOf } from "../take/record.js";
import { words } from "../words.js";
import { URGENCIES } from "./items.js";

/** What stands in the answer, with its head and in its order.
    @param {Element} root  the checker  @param {Element} body  the answer
    @param {{answer: object, at: Date, findings: object[]}} answered */
export function recordOf(root, body, { answer, at, findings }) {
  const shown = [...body.querySelectorAll(":scope > section.wb-part")].filter((part) =>
    [...URGENCIES, "open", "silent"].includes(part.dataset.section),
  );
  const items = (part) => [...part.querySelectorAll("[data-recommendation]")].map((node) => recorded(node));
  const sections = shown.map((part) => ({ title: part.querySelector("h3").textContent, items: items(part) }));
  const message = [...body.querySelectorAll(".wb-message p, .wb-none")].map((line) => line.textContent.trim());
  const uncalled = [...body.querySelectorAll("[data-section=no] [data-recommendation]")].map(
    (node) => node.querySelector("[data-part=label]").textContent,
  );
  const remarks = [
    { title: words.takeAnswer, lines: message },
    { title: words.sections.warnings, lines: answer.warnings.map((warning) => warning.message) },
    { title: words.sections.no, lines: uncalled.length ? [uncalled.join("; "), words.noAdvice] : [] },
  ];
  const title = document.querySelector("h1").firstChild.textContent.trim();
  const protocol = document.querySelector(".wb-protocol")?.textContent.trim();
  const standing = [...root.querySelectorAll(".wb-answer__stand span:not([hidden])")].map((n) => n.textContent);
  const head = { title: protocol || title, standing: [...standing, day(at)].join(" · ") };
  return { head, parts: partsOf(findings, sections, remarks) };
}

function recorded(node) {
  const texts = (selector) => [...node.querySelectorAll(selector)].map((each) => each.textContent.trim());
  const dose = (line) => {
    const open = line.querySelector(".wb-rec__unstated")?.textContent.trim();
    const note = line.querySelector(".wb-rec__dose-note")?.textContent.trim();
    return line.firstChild.textContent.trim() + (open ? ` (${open})` : "") + (note ? `. ${note}` : "");
  };
  const missing = node.querySelector("[data-part=missing]");
  const needs = missing.hidden ? [] : [...missing.querySelectorAll("a")].map((link) => link.textContent);
  const dosed = node.querySelector(".wb-rec__dose:not([hidden])") !== null;
  const patient = document.documentElement.dataset.audience === "patient"; // no dose is an instruction to oneself
  return {
    label: node.querySelector(patient ? "[data-part=plain]" : "[data-part=label]").textContent,
    remarks: [...texts("[data-part=warned] p"), ...texts("[data-part=silence] p")],
    // What does not hold for this patient is copied without its dose, as it is shown.
    doses: patient ? [] : [...node.querySelectorAll(".wb-rec__dose:not([hidden])")].map(dose),
    notes: patient || !dosed ? [] : texts(":scope > .wb-rec__note"),
    needs,
    statements: texts("[data-part=why] > .wb-why__sources:last-child a"),
  };
}
