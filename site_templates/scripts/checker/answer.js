/* The answer beside the form: arranges what the page brought along for each recommendation by what the engine says. */

import { tellStanding } from "../review/standing.js";
import { day } from "../words/dates.js";
import { readBrought } from "./brought.js";
import { element, place } from "./dom.js";
import { Path } from "./path.js";
import { partsOf } from "./record.js";
import { Reasons } from "./why.js";
import { words } from "./words.js";

/** Order in which urgencies are shown; each is a section of its own. */
const URGENCIES = ["immediate", "today", "ongoing"];

/** Missing findings named at once; the others wait behind a summary. */
const MOST_NAMED = 4;

/** Milliseconds without a change after which the headline is read out. */
const QUIET = 800;

/** Milliseconds for which an answer stays while the next one is worked out. */
const LATE = 500;

/** Milliseconds without a change after which it is worked out what other answers would change. */
const PAUSE = 150;

export class AnswerPanel {
  #root;
  #form;
  #body;
  #bar;
  #announcement;
  #timer = 0;
  #late = 0;
  #text = null;
  #brought;
  #reasons;
  #path;
  #sections = new Map();
  #lines = new Map();
  #answer = null;
  #kept = null;
  #next = element("p", { class: "wb-next" });
  #held = element("ul", { class: "wb-verdict", "aria-label": words.holds });

  /** @param {Element} root  @param {import("./form.js").FindingsForm} form
      @param {(text: string) => Promise<string>} explain
      @param {(text: string) => Promise<string>} alternatives */
  constructor(root, form, explain, alternatives) {
    const part = (name) => root.querySelector(`[data-part=${name}]`);
    this.#root = root;
    this.#form = form;
    this.#body = part("body");
    this.#bar = { link: part("bar"), main: part("bar-main"), more: part("bar-more") };
    this.#announcement = part("announcement");
    this.#brought = readBrought(part("words"));
    this.#path = new Path(part("path"));
    this.#reasons = new Reasons(explain, alternatives, form, this.#brought.criteria);
    for (const item of this.#brought.recommendations.values()) {
      this.#reasons.watch(item);
    }
    this.#bar.link.addEventListener("click", (event) => {
      event.preventDefault();
      const panel = part("answer");
      panel.scrollIntoView({ block: "start" });
      panel.focus({ preventScroll: true });
    });
  }

  showEmpty() {
    this.#answer = null;
    this.#form.fold(null);
    this.#stamp();
    this.#message("empty", words.empty, words.emptyHint);
  }

  showWaiting() {
    this.#message("waiting", words.loading, words.waiting);
  }

  showOpening() {
    this.#message("waiting", words.opening, words.openedLater);
  }

  /** The form shows something else than what was answered here. */
  showRenewing() {
    this.#answer = null;
    this.#form.mark({});
    this.#stamp();
    this.#message("waiting", words.renewing, words.renewingHint);
  }

  /** The case, as JSON, to which an answer stands here; null when there is none. */
  get text() {
    return this.#text;
  }

  showTyping(finding) {
    this.#message("typing", words.typing(this.#form.label(finding)), words.typingHint);
  }

  showStopped() {
    this.#form.fold(null);
    this.#place([]);
    this.#headline("", "");
  }

  showRefused(errors) {
    this.#answer = null;
    this.#form.fold(null);
    this.#stamp();
    const lines = errors.map((error) => {
      const known = error.finding !== null && this.#form.has(error.finding);
      const name = known ? this.#form.link(error.finding) : error.finding ?? words.whole;
      return element("li", {}, name, ": ", error.message);
    });
    const box = element("div", { class: "wb-message wb-message--refused" });
    box.append(element("p", { class: "wb-message__main" }, words.refused), element("ul", {}, ...lines));
    this.#place([box]);
    this.#headline(words.barRefused, errors.map((error) => this.#form.label(error.finding)).join(", "));
  }

  /** @param {string} text  the case  @param {object} answer  its assessment */
  showAnswer(text, answer) {
    this.#answer = { answer, at: new Date(), findings: this.#form.answers() };
    this.#stamp();
    if (answer.criteria[this.#root.dataset.applicable] === "false") {
      this.#showNotApplicable(answer);
      this.#text = text;
      this.#reasons.renew(text);
      this.#suggest([]);
      return;
    }
    const items = answer.recommendations.map((result) => this.#item(result, answer.warnings));
    const indicated = items.filter((item) => item.result.status === "indicated");
    const open = items.filter((item) => item.result.status === "undetermined").sort(byUrgencyThenFewest);
    // Where the source has no rule, "not called for" would be read as advice.
    const [silent, others] = halves(
      items.filter((item) => item.result.status === "not-indicated"),
      (item) => item.result["no-rule"] !== undefined,
    );
    const [now, ...later] = URGENCIES.map((urgency) =>
      this.#list(urgency, words.sections[urgency], nodes(indicated.filter((item) => item.urgency === urgency))),
    );
    const none = open.length ? words.nothing : words.nothingMore;
    this.#place([
      this.#since(),
      this.#verdict(answer),
      indicated.length ? null : element("p", { class: "wb-message__main wb-none" }, none),
      now,
      this.#warnings(answer.warnings),
      ...later,
      this.#list("open", words.sections.open, nodes(open)),
      this.#list("silent", words.sections.silent, nodes(silent)),
      this.#list("scores", words.sections.scores, this.#scales(answer)),
      this.#list("inferred", words.sections.inferred, this.#inferred(answer.inferred)),
      this.#folded("no", words.sections.no, nodes(others), words.noAdvice),
      this.#folded("criteria", words.sections.criteria, this.#criteria(answer.criteria)),
    ]);
    this.#text = text;
    this.#path.show(answer);
    this.#reasons.renew(text); // before anything asks what other answers would change
    this.#suggest(open);
    const first = indicated.find((item) => item.urgency === URGENCIES[0]);
    const counts = words.counts(indicated.length, open.length, answer.warnings.length);
    this.#headline(first ? `${words.sections.immediate}: ${first.label}` : counts, first ? counts : "");
  }

  /** The assessment that stands here, for those who take it along. */
  record() {
    const shown = [...this.#body.querySelectorAll(":scope > section.wb-part")].filter((part) =>
      [...URGENCIES, "open", "silent"].includes(part.dataset.section),
    );
    const items = (part) => [...part.querySelectorAll("[data-recommendation]")].map((node) => this.#recorded(node));
    const sections = shown.map((part) => ({ title: part.querySelector("h3").textContent, items: items(part) }));
    const message = [...this.#body.querySelectorAll(".wb-message p, .wb-none")].map((line) => line.textContent.trim());
    const uncalled = [...this.#body.querySelectorAll("[data-section=no] [data-recommendation]")].map(
      (node) => node.querySelector("[data-part=label]").textContent,
    );
    const remarks = [
      { title: words.takeAnswer, lines: message },
      { title: words.sections.warnings, lines: this.#answer.answer.warnings.map((warning) => warning.message) },
      { title: words.sections.no, lines: uncalled.length ? [uncalled.join("; "), words.noAdvice] : [] },
    ];
    const title = document.querySelector("h1").firstChild.textContent.trim();
    const protocol = document.querySelector(".wb-protocol")?.textContent.trim();
    const standing = [...this.#root.querySelectorAll(".wb-answer__stand span:not([hidden])")].map((n) => n.textContent);
    const head = { title: protocol || title, standing: [...standing, day(this.#answer.at)].join(" · ") };
    return { head, parts: partsOf(this.#answer.findings, sections, remarks) };
  }

  #recorded(node) {
    const texts = (selector) => [...node.querySelectorAll(selector)].map((each) => each.textContent.trim());
    const dose = (line) => {
      const open = line.querySelector(".wb-rec__unstated")?.textContent.trim();
      return line.firstChild.textContent.trim() + (open ? ` (${open})` : "");
    };
    const missing = node.querySelector("[data-part=missing]");
    const needs = missing.hidden ? [] : [...missing.querySelectorAll("a")].map((link) => link.textContent);
    const patient = document.documentElement.dataset.audience === "patient"; // no dose is an instruction to oneself
    return {
      label: node.querySelector(patient ? "[data-part=plain]" : "[data-part=label]").textContent,
      remarks: [...texts("[data-part=warned] p"), ...texts("[data-part=silence] p")],
      // What does not hold for this patient is copied without its dose, as it is shown.
      doses: patient ? [] : [...node.querySelectorAll(".wb-rec__dose:not([hidden])")].map(dose),
      needs,
      statements: texts("[data-part=why] > .wb-why__sources:last-child a"),
    };
  }

  /** Keep the assessment that stands here; what differs from it later is shown above the answer. */
  keep() {
    this.#kept = this.#answer;
    this.announce(words.keptForComparison);
    this.#body.prepend(element("p", { class: "wb-message wb-kept" }, words.keptForComparison));
  }

  /** Forget what was kept. */
  forget() {
    this.#kept = null;
  }


  #stamp() {
    const place = this.#root.querySelector("[data-part=time]");
    place.hidden = this.#answer === null;
    place.textContent = this.#answer ? words.assessedAt(clock(this.#answer.at)) : "";
    tellStanding(); // the page may have been opened days ago
  }

  #since() {
    if (!this.#kept) {
      return null;
    }
    const before = new Map(this.#kept.findings.map(({ id, value }) => [id, value]));
    const now = new Map(this.#answer.findings.map(({ id, value }) => [id, value]));
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter((id) => before.get(id) !== now.get(id));
    const status = new Map(this.#kept.answer.recommendations.map((result) => [result.id, result.status]));
    const turned = this.#answer.answer.recommendations.filter((result) => status.get(result.id) !== result.status);
    const row = (label, one, other) =>
      element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, one), element("td", {}, other));
    const rows = [
      ...changed.map((id) =>
        row(this.#form.label(id), before.get(id) ?? words.notAssessed, now.get(id) ?? words.notAssessed),
      ),
      ...turned.map(({ id, status: after }) => {
        const label = this.#brought.recommendations.get(id).querySelector("[data-part=label]").textContent;
        return row(label, words.status[status.get(id)], words.status[after]);
      }),
    ];
    const at = clock(this.#kept.at);
    const heads = ["", at, clock(this.#answer.at)].map((text) => element(text ? "th" : "td", text ? { scope: "col" } : {}, text));
    const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
    return element(
      "section",
      { class: "wb-part", "data-section": "since" },
      element("h3", {}, words.since(at)),
      rows.length ? table : element("p", {}, words.sinceNothing),
    );
  }

  /** The finding that settles most of what is open, whatever it turns out to be: asked of the engine, which tries each. */
  async #suggest(open) {
    this.#next.remove();
    const waiting = new Set(open.map((item) => item.result.id));
    const answer = this.#answer;
    // Trying every other answer takes the engine longer than the answer itself: whoever goes on entering does not wait for it.
    await new Promise((done) => setTimeout(done, PAUSE));
    if (answer !== this.#answer) {
      return;
    }
    const { alternatives: others, pending } = await this.#reasons.others();
    if (answer !== this.#answer) {
      return;
    }
    this.#form.fold(pending);
    const given = new Set(answer.findings.map(({ id }) => id));
    const gains = new Map();
    for (const { finding, changes } of others) {
      const settled = Object.entries(changes).filter(([id, status]) => waiting.has(id) && status !== "undetermined").length;
      if (settled && !given.has(finding)) {
        const gain = gains.get(finding) ?? { finding, sum: 0, count: 0, most: 0 };
        gains.set(finding, { finding, sum: gain.sum + settled, count: gain.count + 1, most: Math.max(gain.most, settled) });
      }
    }
    // An answer that settles nothing is not listed; a question has two answers at least.
    const mean = ({ sum, count }) => sum / Math.max(2, count);
    const [best] = [...gains.values()].sort((one, other) => mean(other) - mean(one));
    const list = this.#sections.get("open")?.[1];
    if (best && list?.isConnected) {
      this.#next.replaceChildren(words.nextFirst, " ", this.#form.link(best.finding), " ", words.next(best.most));
      list.before(this.#next);
    }
  }

  /** The form has changed and its answer is on its way; what stands here no longer holds. */
  wait() {
    this.#body.setAttribute("aria-busy", "true");
    this.#late ||= setTimeout(() => this.showRenewing(), LATE);
  }

  settle() {
    clearTimeout(this.#late);
    this.#late = 0;
    this.#body.removeAttribute("aria-busy");
  }

  /** Have a text read out once the reader pauses. */
  announce(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#announcement.textContent = text;
    }, QUIET);
  }

  #showNotApplicable(answer) {
    const because = [...new Set(answer.recommendations.flatMap((result) => result.because))];
    const links = because.flatMap((finding, index) => [index ? ", " : "", this.#form.link(finding)]);
    const box = element("div", { class: "wb-message wb-message--not-applicable" });
    box.append(
      element("p", { class: "wb-message__main" }, words.notApplicable),
      this.#brought.notApplicable,
      element("p", {}, words.because, ": ", ...links),
    );
    this.#place([box, this.#warnings(answer.warnings)]);
    this.#headline(words.notApplicable, "");
  }

  #message(kind, main, more) {
    const box = element("div", { class: `wb-message wb-message--${kind}` });
    box.append(element("p", { class: "wb-message__main" }, main), element("p", {}, more));
    this.#place([box]);
    this.#headline(main, "");
  }

  #place(children) {
    this.settle();
    this.#text = null;
    this.#path.hide(); // until an answer says which way it leads
    place(
      this.#body,
      children.filter((child) => child !== null),
    );
  }

  #headline(main, more) {
    this.#bar.main.textContent = main;
    this.#bar.more.textContent = more;
    this.#bar.link.hidden = main === "";
    this.announce([main, more].filter(Boolean).join(". "));
  }

  #item(result, warnings) {
    const node = this.#brought.recommendations.get(result.id);
    node.dataset.status = result.status;
    for (const dose of node.querySelectorAll(".wb-rec__dose")) {
      dose.hidden = result.status !== "indicated";
    }
    const warnedBy = result.status === "indicated" ? (node.dataset.warnedBy ?? "").split(",") : [];
    const concerning = warnings.filter(({ code, finding }) => warnedBy.includes(`${code} ${finding}`));
    fill(node.querySelector("[data-part=warned]"), concerning.map((each) => [`${words.warning}: `, each.message]));
    fill(node.querySelector("[data-part=silence]"), (result["no-rule"] ?? []).map((says) => ["", says]));
    const missing = node.querySelector("[data-part=missing]");
    const named = result.missing.join(" ");
    if (missing.dataset.findings !== named) {
      missing.dataset.findings = named;
      missing.replaceChildren(...this.#missing(result.missing));
    }
    missing.hidden = result.missing.length === 0;
    const label = node.querySelector("[data-part=label]").textContent;
    return { node, result, label, urgency: node.dataset.urgency };
  }

  #missing(findings) {
    const links = (some) => some.map((finding) => element("li", {}, this.#form.link(finding)));
    // One more than fits is shown rather than hidden behind a click of its own.
    const named = findings.length > MOST_NAMED + 1 ? findings.slice(0, MOST_NAMED) : findings;
    const rest = findings.slice(named.length);
    const parts = [element("span", { class: "wb-needs__label" }, words.needs), " ", element("ul", {}, ...links(named))];
    if (rest.length) {
      const summary = element("summary", {}, words.more(rest.length));
      parts.push(element("details", { class: "wb-more" }, summary, element("ul", {}, ...links(rest))));
    }
    return parts;
  }

  #verdict(answer) {
    const held = Object.keys(answer.criteria).filter(
      (id) => answer.criteria[id] === "true" && id !== this.#root.dataset.applicable,
    );
    if (!held.length) {
      return null;
    }
    place(
      this.#held,
      held.map((id) => this.#line(`held ${id}`, () => element("li", {}, this.#brought.criteria.get(id).label))),
    );
    return this.#held;
  }

  #warnings(warnings) {
    return this.#list(
      "warnings",
      words.sections.warnings,
      warnings.map((warning) =>
        element("li", { "data-code": warning.code }, `${warning.message} `, this.#form.link(warning.finding)),
      ),
    );
  }

  #scales(answer) {
    const label = (node, id) => node.querySelector(`[data-step="${CSS.escape(id)}"]`)?.textContent ?? id;
    const show = (key, points, steps) => {
      const node = this.#brought.scales.get(key);
      const names = words.either(steps.map((step) => label(node, step)));
      node.querySelector("[data-part=result]").textContent = points ? `${points}: ${names}` : names;
      return node;
    };
    return [
      ...Object.entries(answer.scores).map(([id, score]) =>
        show(`score ${id}`, words.points(score.low, score.high), score.bands),
      ),
      ...Object.entries(answer.grades ?? {}).map(([id, steps]) => show(`grade ${id}`, "", steps)),
    ];
  }

  #inferred(inferred) {
    return Object.entries(inferred).map(([finding, value]) =>
      element("li", {}, this.#form.link(finding), ": ", words.inferred(value ? words.yes : words.no)),
    );
  }

  #criteria(criteria) {
    return Object.entries(criteria).map(([id, truth]) =>
      this.#line(`${id} ${truth}`, () => {
        const { label, sources } = this.#brought.criteria.get(id);
        const mark = element("span", { class: "wb-mark", "data-truth": truth, "aria-hidden": "true" }, words.mark[truth]);
        const line = element("li", {}, mark, ` ${label}: `, element("strong", {}, words.truth[truth]), " ");
        line.append(...[...sources].map((node) => node.cloneNode(true)));
        return line;
      }),
    );
  }

  /** A line that is the same from one answer to the next is the same node. */
  #line(key, build) {
    if (!this.#lines.has(key)) {
      this.#lines.set(key, build());
    }
    return this.#lines.get(key);
  }

  #list(key, title, children) {
    return this.#section(key, children, () => {
      const list = element("ul", {});
      return [element("section", { class: "wb-part", "data-section": key }, element("h3", {}, title), list), list];
    });
  }

  #folded(key, title, children, note = "") {
    const built = this.#section(key, children, () => {
      const list = element("ul", {});
      const summary = element("summary", {}, element("h3", {}, title), " ", element("span", { "data-part": "count" }));
      const said = note ? [element("p", { class: "wb-part__note" }, note)] : [];
      return [element("details", { class: "wb-part wb-part--folded", "data-section": key }, summary, ...said, list), list];
    });
    if (built) {
      built.querySelector("[data-part=count]").textContent = `(${children.length})`;
    }
    return built;
  }

  #section(key, children, build) {
    if (!this.#sections.has(key)) {
      this.#sections.set(key, build());
    }
    const [section, list] = this.#sections.get(key);
    place(list, children);
    return children.length ? section : null;
  }
}

const two = (number) => String(number).padStart(2, "0");

/** Hours and minutes. */
const clock = (time) => `${two(time.getHours())}:${two(time.getMinutes())}`;

const nodes = (items) => items.map((item) => item.node);

const halves = (items, test) => [items.filter(test), items.filter((item) => !test(item))];

/** Sentences at a recommendation, each behind a word that says what it is; the place is hidden when there is none. */
function fill(place, sentences) {
  place.replaceChildren(
    ...sentences.map(([word, text]) => element("p", {}, ...(word ? [element("strong", {}, word)] : []), text)),
  );
  place.hidden = sentences.length === 0;
}

function byUrgencyThenFewest(one, other) {
  return (
    URGENCIES.indexOf(one.urgency) - URGENCIES.indexOf(other.urgency) ||
    one.result.missing.length - other.result.missing.length
  );
}
