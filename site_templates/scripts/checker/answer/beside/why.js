/* Why: the evaluated rule of a recommendation as a nested list, asked for when the reader opens it. */

import { element, joined, sentence } from "../../dom.js";
import { words } from "../../words.js";

export class Reasons {
  #engine;
  #others = null;
  #waiting;
  #form;
  #criteria;
  #items = [];
  #text = null;
  #trees = null;

  /** @param {import("../../first/awaited.js").Awaited} engine
      @param {() => string} waiting  what is said while it cannot answer; empty where it can
      @param {import("../../form/findings-form.js").FindingsForm} form
      @param {Map<string, {label: string, href: string, sources: HTMLCollection}>} criteria */
  constructor(engine, waiting, form, criteria) {
    this.#engine = engine;
    this.#waiting = waiting;
    this.#form = form;
    this.#criteria = criteria;
  }

  /** Open the reasons of a recommendation by its title, and fill them whenever they are opened. */
  watch(item) {
    this.#items.push(item);
    item.querySelector("[data-part=title]").addEventListener("click", () => {
      open(item, reasons(item).hidden);
      this.#fill(item);
    });
  }

  /** Another patient begins: what was opened for the last one is closed. */
  close() {
    this.#text = null;
    for (const item of this.#items) {
      open(item, false);
    }
  }

  /** The case has changed: what is open is asked for again. */
  renew(text) {
    this.#text = text;
    this.#trees = null;
    this.#others = null;
    for (const item of this.#items) {
      this.#fill(item);
    }
  }

  /** What other answers to single findings would change, and which findings can still make a difference (null when that
      is not known): asked for once a case. */
  others() {
    const none = { alternatives: [], pending: null };
    this.#others ??= this.#engine.alternatives(this.#text).then((text) => ({ ...none, ...JSON.parse(text) }), () => none);
    return this.#others;
  }

  /** The evaluated rules and values of the case that stands: asked for once a case; null where another one stands by
      then. */
  async trees() {
    const text = this.#text;
    this.#trees ??= this.#engine.explain(text).then(JSON.parse);
    const trees = await this.#trees;
    return text === this.#text ? trees : null;
  }

  async #fill(item) {
    const place = reasons(item).querySelector("[data-part=reasons]");
    if (reasons(item).hidden || this.#text === null) {
      return;
    }
    const text = this.#text;
    const waiting = this.#waiting();
    if (waiting) {
      place.replaceChildren(element("p", {}, waiting));
    }
    try {
      const trees = await this.trees();
      if (trees) {
        const rule = trees.recommendations[item.dataset.recommendation];
        const { alternatives: would } = await this.others();
        if (text !== this.#text) {
          return;
        }
        place.replaceChildren(
          ...this.#grounds(rule),
          element("ul", { class: "wb-tree" }, this.#node(rule, trees)),
          ...this.#changes(item.dataset.recommendation, would),
        );
      }
    } catch {
      if (text === this.#text) {
        place.replaceChildren(element("p", {}, words.noReasons));
      }
    }
  }

  /** What would change: other answers to single findings under which this recommendation comes out otherwise. */
  #changes(name, others) {
    return Object.entries(words.wouldBe).flatMap(([status, title]) => {
      const found = others.filter(({ changes }) => changes[name] === status);
      const lines = found.map((other) => element("li", {}, this.#form.link(other.finding, this.#form.answerWords(other))));
      return lines.length ? [element("p", { class: "wb-would" }, element("strong", {}, title)), element("ul", {}, ...lines)] : [];
    });
  }

  /** The findings that a settled rule rests on, in one line: the reason in a glance. */
  #grounds(rule) {
    if (!rule.because?.length) {
      return [];
    }
    const links = rule.because.flatMap((finding, index) => [index ? ", " : " ", this.#form.link(finding)]);
    return [element("p", { class: "wb-why__grounds" }, element("strong", {}, words.restsOn), ...links)];
  }

  #node(node, trees) {
    if (node.criterion) {
      return this.#criterion(node, trees);
    }
    const line = element("li", {}, ...this.#line(node));
    if (node.parts) {
      line.append(element("ul", {}, ...node.parts.map((part) => this.#node(part, trees))));
    }
    const value = calculated(trees.values?.[node.value] ?? {});
    if (value) {
      line.append(element("ul", {}, element("li", {}, value)));
    }
    return line;
  }

  /** A criterion unfolds into its own rule. */
  #criterion(node, trees) {
    const { href, label, sources } = this.#criteria.get(node.criterion);
    const inner = node.inner ?? trees.criteria[node.criterion];
    const about = element("p", { class: "wb-why__sources" }, element("a", { href, target: "_blank" }, words.rulePage), " ");
    about.append(...[...sources].flatMap((link) => [link.cloneNode(true), " "]));
    const summary = element("summary", {}, ...mark(node.truth), ` ${label}: `, truth(node.truth));
    const rule = element("ul", {}, this.#node(inner, trees));
    return element("li", {}, element("details", { class: "wb-more" }, summary, rule, about));
  }

  #line(node) {
    const start = mark(node.truth);
    const end = [": ", truth(node.truth)];
    if (node.rule) {
      const title = node.rule === "at-least" ? sentence(node.text.split(":")[0]) : words.rule[node.rule];
      return [...start, ` ${title}`, ...end];
    }
    const findings = node.because ?? node.missing ?? [];
    const text = sentence(node.text);
    return [...start, " ", findings.length === 1 ? this.#form.link(findings[0], text) : text, ...end];
  }
}

/** What was worked out for a value, as it stands below the rule that compares it. */
const calculated = ({ text = "", measured, arithmetic }) =>
  measured ? words.measured(joined(text)) : [joined(text), ...(arithmetic ? [arithmetic] : [])].join(" = ");

const reasons = (item) => item.querySelector(":scope > [data-part=why]");

function open(item, opened) {
  reasons(item).hidden = !opened;
  item.querySelector("[data-part=title]").setAttribute("aria-expanded", String(opened));
}

const mark = (value) => [element("span", { class: "wb-mark", "data-truth": value, "aria-hidden": "true" }, words.mark[value])];

const truth = (value) => element("strong", { class: "wb-truth", "data-truth": value }, words.truth[value]);
