/* Items: the recommendations that the page brought along, each with what the engine says of it. */

import { isPatient } from "../../audience/role.js";
import { element, joined } from "../dom.js";
import { doseLine, shortDose, shownDoses, tellDoses } from "./doses.js";
import { words } from "../words.js";

export class Items {
  #recommendations;
  #form;
  #results = new WeakMap(); // what the engine says of each, last
  #first = new Map(); // what each recommendation is called while nothing is under way

  /** @param {Map<string, Element>} recommendations  by id  @param {import("../form/findings-form.js").FindingsForm} form */
  constructor(recommendations, form) {
    this.#recommendations = recommendations;
    this.#form = form;
    for (const [id, node] of recommendations) {
      this.#first.set(id, wordings(node));
    }
  }

  /** A recommendation as an answer has it.
      @param {object} result  what the engine says of it  @param {object[]} warnings  all that the answer raises
      @returns {Item} */
  item(result, warnings) {
    const node = this.#recommendations.get(result.id);
    const goingOn = result["under-way"] === true;
    const indicated = result.status === "indicated";
    this.#results.set(node, result);
    node.dataset.status = result.status;
    node.classList.toggle("wb-rec--going-on", goingOn);
    word(node, goingOn ? wordings(node.querySelector("[data-part=going-on]").content) : this.#first.get(result.id));
    tellDoses(node, result, (finding) => this.#form.label(finding));
    const warnedBy = indicated ? (node.dataset.warnedBy ?? "").split(",") : [];
    const warned = warnings.filter(({ code, finding }) => warnedBy.includes(`${code} ${finding}`));
    this.#tellAssumed(node, result.assumed ?? {});
    fill(node.querySelector("[data-part=silence]"), (result["no-rule"] ?? []).map((says) => ["", says]));
    return { node, result, goingOn, warned, urgency: node.dataset.urgency, subjects: listed(node.dataset.subjects) };
  }

  /** What is taken for given since nobody entered it, each with the way to its question. */
  #tellAssumed(node, assumed) {
    const place = node.querySelector(":scope > [data-part=assumed]");
    if (place) {
      const told = [...place.querySelectorAll("[data-assumed]")].filter(({ dataset }) => dataset.assumed in assumed);
      place.querySelectorAll("p").forEach((line) => line.remove());
      const said = (answer) => element("span", { "data-part": "assumption" }, words.assumed(answer));
      place.append(...told.map(({ dataset, textContent }) => element("p", {}, said(textContent), " ", this.#form.link(dataset.assumed))));
      place.hidden = told.length === 0;
    }
  }

  /** A recommendation as whoever reads now is told it. */
  label({ node }) {
    return node.querySelector(isPatient() ? "[data-part=plain]" : "[data-part=label]").textContent;
  }

  /** What is decided where a recommendation is, for professionals: its drugs, or what it says. */
  subject({ node }) {
    return node.dataset.drugs || node.querySelector("[data-part=label]").textContent;
  }

  /** The doses that stand at a recommendation, for those who may see them. */
  doses({ node }) {
    const result = this.#results.get(node);
    return isPatient() || result?.status !== "indicated" ? [] : shownDoses(node, result).map((shown) => doseLine(...shown));
  }

  /** The first of these doses, where there is little room. */
  firstDose({ node }) {
    const [shown] = isPatient() ? [] : shownDoses(node, this.#results.get(node) ?? {});
    return shown && shortDose(...shown);
  }

  /** The warnings that concern what is to be done, each where it is read first.
      @param {Item[]} items  in the order in which they are read
      @returns {Set<object>} the warnings that are told */
  tellWarnings(items) {
    const told = new Set();
    for (const { node, warned } of items) {
      const here = warned.filter((warning) => !told.has(warning));
      fill(node.querySelector(":scope > [data-part=warned]"), here.map((each) => [`${words.warning}: `, each.message]));
      here.forEach((warning) => told.add(warning));
    }
    return told;
  }

  /** The patient's own numbers, beside the limits that the rules hold them against; each is told once.
      @param {Item[]} items  in the order in which they are read
      @returns {Set<string>} the findings that are told */
  tellFacts(items) {
    const values = new Map(this.#form.answers().map(({ id, value }) => [id, value]));
    const told = new Set();
    for (const { node, result } of items) {
      const place = node.querySelector("[data-part=facts]");
      for (const limit of place.children) {
        const { limit: finding, says } = limit.dataset;
        const holds = result.status === "indicated" && result.because.includes(finding) && values.has(finding);
        const text = holds ? joined(`${this.#form.label(finding)} ${values.get(finding)}, ${says}`) : "";
        limit.textContent = told.has(text) ? "" : text;
        limit.hidden = limit.textContent === "";
        told.add(text);
      }
      place.hidden = [...place.children].every((limit) => limit.hidden);
    }
    return new Set(items.flatMap(({ node }) => [...node.querySelectorAll(":scope > [data-part=facts] > :not([hidden])")].map((limit) => limit.dataset.limit)));
  }
}

/** @typedef {{node: Element, result: object, goingOn: boolean, warned: object[], urgency: string, subjects: string[]}} Item */

const listed = (text) => text.split("; ").filter(Boolean);

const wordings = (node) =>
  ["label", "plain"].map((part) => [part, [...node.querySelector(`[data-part=${part}]`).cloneNode(true).childNodes]]);

function word(node, texts) {
  for (const [part, children] of texts) {
    node.querySelector(`:scope > * [data-part=${part}], :scope > [data-part=${part}]`).replaceChildren(
      ...children.map((child) => child.cloneNode(true)),
    );
  }
}

/** Sentences at a recommendation, each behind a word that says what it is; the place is hidden when there is none. */
function fill(place, sentences) {
  place.replaceChildren(
    ...sentences.map(([word, text]) => element("p", {}, ...(word ? [element("strong", {}, word)] : []), text)),
  );
  place.hidden = sentences.length === 0;
}
