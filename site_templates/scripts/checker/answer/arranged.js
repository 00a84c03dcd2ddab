/* An answer arranged for the eye: what to do by urgency, a decision a card, then what is open, and the rest folded. */

import { isPatient } from "../../audience/role.js";
import { element, place } from "../dom.js";
import { words } from "../words.js";
import { decisionsOf } from "./decisions.js";
import { URGENCIES } from "../urgencies.js";
import { inferredLines, scaleNodes, scalesOf, teamLine, valueNodes, valuesOf } from "./lines.js";
import { decidedBy, openLines, tellOpen, tellUndecided } from "./open.js";
import { Sections } from "./sections.js";

/** Criteria listed above what is to be done; of more only those at the top are, and the others are folded. */
const MOST_HELD = 5;

/** Subjects named beside the finding to ask for next. */
const MOST_DECIDED = 2;

export class Arrangement {
  #form;
  #brought;
  #items;
  #applicable;
  #sections = new Sections();
  #held = element("ul", { class: "wb-verdict", "aria-label": words.holds });
  #came = element("ul", { class: "wb-scales", "aria-label": words.scales });
  #whys = element("ul", {});
  #next = element("p", { class: "wb-next" });
  #undecided = element("p", { class: "wb-undecided", "data-readers": "professionals" });
  #decided = [];

  /** @param {import("../form/findings-form.js").FindingsForm} form  @param {object} brought  what the page brought along
      @param {import("./items.js").Items} items  @param {string} applicable  the criterion without which nothing applies */
  constructor(form, brought, items, applicable) {
    this.#form = form;
    this.#brought = brought;
    this.#items = items;
    this.#applicable = applicable;
  }

  /** @param {object} answer  an assessment
      @returns {{children: (Node | null)[], indicated: object[], open: object[], undecided: Set<string>, headline: () => object}} */
  of(answer) {
    const all = answer.recommendations.map((result) => this.#items.item(result, answer.warnings));
    const indicated = all.filter((item) => item.result.status === "indicated");
    const { decisions, open } = decisionsOf(all);
    const read = decisions.flatMap(({ lead, others }) => [lead, ...others]);
    const told = this.#items.tellFacts(read);
    const warned = this.#items.tellWarnings(read);
    for (const { lead, others, open: undecided } of decisions) {
      for (const item of [lead, ...others]) {
        tellOpen(own(item.node, "missing"), item === lead ? undecided : [], lead.node.dataset.underWay, this.#form);
        place(own(item.node, "with"), item === lead ? nodes(others) : []);
      }
    }
    const rest = all.filter((item) => item.result.status !== "indicated");
    for (const { node } of rest) {
      place(own(node, "with"), []);
      for (const part of ["missing", "warned", "facts"]) {
        own(node, part).hidden = true;
      }
    }
    // Where the source has no rule, "not called for" would be read as advice.
    const uncalled = rest.filter((item) => item.result.status === "not-indicated");
    const silent = uncalled.filter((item) => item.result["no-rule"] !== undefined);
    const others = uncalled.filter((item) => item.result["no-rule"] === undefined);
    const [now, ...later] = URGENCIES.map((urgency) => {
      const here = decisions.filter(({ lead }) => lead.urgency === urgency);
      return this.#sections.list(urgency, words.sections[urgency], here.map(({ lead }) => lead.node));
    });
    this.#decided = decidedBy(open, this.#items);
    this.#next.hidden = true;
    const none = open.length ? words.nothing : words.nothingMore;
    const scales = scalesOf(this.#brought.scales, answer);
    const values = valuesOf(this.#brought.values, answer);
    const first = values.filter((value) => value.headline);
    const worked = values.filter((value) => value.narrowed && !value.headline);
    const came = [...first, ...scales.filter((scale) => scale.headline)];
    place(this.#came, [...valueNodes(first, this.#form), ...scaleNodes(came.slice(first.length))]);
    const { top, above, folded } = this.#holding(answer, told);
    tellUndecided(this.#undecided, open, this.#items);
    const undecided = all.filter((item) => item.result.status === "undetermined");
    return {
      children: [
        came.length ? this.#came : null,
        this.#verdict(above),
        indicated.length ? null : element("p", { class: "wb-message__main wb-none", "data-readers": "everybody" }, none),
        now,
        this.#warnings(answer.warnings.filter((warning) => !warned.has(warning))),
        teamLine([...answer.warnings, ...silent]),
        ...later,
        this.#next,
        indicated.length ? this.#undecided : null,
        this.#open(undecided),
        this.#sections.folded("held", words.holds, this.#labels("also", folded)),
        this.#sections.list("silent", words.sections.silent, nodes(silent)),
        this.#sections.list("values", words.sections.values, valueNodes(worked, this.#form)),
        this.#sections.list("scores", words.sections.scores, scaleNodes(scales.filter((scale) => !scale.headline))),
        this.#sections.folded("inferred", words.sections.inferred, inferredLines(answer.inferred, this.#form)),
        this.#sections.folded("no", words.sections.no, nodes(others), words.noAdvice),
        this.#sections.folded("criteria", words.sections.criteria, this.#criteria(answer.criteria)),
      ],
      indicated,
      open: undecided,
      undecided: new Set(came.flatMap((scale) => scale.undecided ?? [])),
      headline: () => this.#headline(decisions, came, top, words.counts(indicated.length, undecided.length, answer.warnings.length)),
    };
  }

  /** The warnings of an answer, each with a link to what it asks for. */
  warnings(warnings) {
    return this.#warnings(warnings);
  }

  /** Say which finding to ask for next. */
  suggest(finding) {
    this.#next.hidden = finding === undefined;
    if (finding !== undefined) {
      const decides = this.#decided.find((each) => each.finding === finding)?.decides ?? [];
      const what = decides.length ? [`. ${words.decidesNext(decides.slice(0, MOST_DECIDED))}`] : [];
      this.#next.replaceChildren(element("strong", {}, words.nextFirst), " ", this.#form.link(finding), ...what);
    }
  }

  /** Say in the place of a suggestion why there is none yet; an empty text says nothing. */
  suggestLater(text) {
    this.#next.hidden = text === "";
    this.#next.replaceChildren(text);
  }

  /** What the bar of a small screen says, and what is read out: for the eye the first thing, for the ear all of now. */
  #headline(decisions, came, top, counts) {
    const now = decisions.filter(({ lead }) => lead.urgency === URGENCIES[0]).map(({ lead }) => lead);
    const said = [...came.map(({ label, result }) => `${label}: ${result}`), ...top.map((id) => this.#brought.criteria.get(id).label)];
    const more = isPatient() ? "" : said.join("; ");
    const after = more ? `${more}. ` : "";
    if (!now.length) {
      return { main: counts, more, spoken: after + counts };
    }
    const told = now.map((item) => [this.#items.label(item), ...this.#items.doses(item)].join(": "));
    const dose = this.#items.firstDose(now[0]);
    const say = (first) => (isPatient() ? words.teamNow(first) : words.headline(now.length, first));
    const spoken = isPatient() ? say(told.join(" ")) : `${after}${say(told.join("; "))}. ${counts}`;
    return { main: say(dose ?? told[0]), more, spoken };
  }

  /** By finding; and behind a fold, the rules themselves with their reasons. */
  #open(items) {
    place(this.#whys, nodes(items));
    const lines = openLines(this.#decided, this.#form);
    // Without its rule, what is open would be read as what is done.
    const readers = { "data-readers": "professionals" };
    const why = this.#sections.line("why open", () =>
      element("li", { class: "wb-open__why", ...readers }, element("details", { class: "wb-more" }, element("summary", {}, words.why), this.#whys)),
    );
    return this.#sections.folded("open", words.sections.open, items.length ? [...lines, why] : [], "", lines.length);
  }

  /** The criteria that hold, without those of which the patient's own number stands beside its limit below; of more than
      a few only those at the top are listed above what is to be done. */
  #holding({ criteria }, told) {
    const { criteria: brought } = this.#brought;
    const said = (id) => brought.get(id).limits;
    const isTold = (id) => said(id).length > 0 && said(id).every((finding) => told.has(finding));
    const all = Object.keys(criteria).filter((id) => criteria[id] === "true" && id !== this.#applicable && !isTold(id));
    // A criterion of this protocol may say what one says that it takes from another protocol.
    const labels = all.map((id) => brought.get(id).label);
    const held = all.filter((id, place) => labels.indexOf(brought.get(id).label) === place);
    const top = held.filter((id) => brought.get(id).headline);
    const others = held.filter((id) => !top.includes(id));
    const isMany = held.length > MOST_HELD;
    return { top, above: isMany ? top : [...top, ...others], folded: isMany ? others : [] };
  }

  /** @param {string[]} criteria  ids */
  #verdict(criteria) {
    place(this.#held, this.#labels("held", criteria));
    return criteria.length ? this.#held : null;
  }

  #labels(where, criteria) {
    return criteria.map((id) => this.#sections.line(`${where} ${id}`, () => element("li", {}, this.#brought.criteria.get(id).label)));
  }

  #warnings(warnings) {
    const link = ({ code, finding }) => (this.#brought.asks.get(`${code} ${finding}`) ?? [finding]).map((id) => this.#form.link(id));
    return this.#sections.list(
      "warnings",
      words.sections.warnings,
      warnings.map((warning) => element("li", { "data-code": warning.code }, `${warning.message} `, ...link(warning))),
    );
  }

  #criteria(criteria) {
    return Object.entries(criteria).map(([id, truth]) =>
      this.#sections.line(`${id} ${truth}`, () => {
        const { label, sources } = this.#brought.criteria.get(id);
        const mark = element("span", { class: "wb-mark", "data-truth": truth, "aria-hidden": "true" }, words.mark[truth]);
        const line = element("li", {}, mark, ` ${label}: `, element("strong", {}, words.truth[truth]), " ");
        line.append(...[...sources].map((node) => node.cloneNode(true)));
        return line;
      }),
    );
  }
}

const nodes = (items) => items.map((item) => item.node);

/** A part of a recommendation, and not of one that stands within it. */
const own = (node, part) => node.querySelector(`:scope > [data-part=${part}]`);
