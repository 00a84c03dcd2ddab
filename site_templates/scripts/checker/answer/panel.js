/* The answer beside the form: arranges what the page brought along for each recommendation by what the engine says. */

import { tellStanding } from "../../review/standing.js";
import { clock } from "../../words/dates.js";
import { element, place } from "../dom.js";
import { words } from "../words.js";
import { readBrought } from "./brought.js";
import { Headline } from "./headline.js";
import { Items, URGENCIES, byUrgencyThenFewest } from "./items.js";
import { inferredLines, message, scaleNodes, teamLine } from "./lines.js";
import { bestNext } from "./next.js";
import { Path } from "./path.js";
import { recordOf } from "./recorded.js";
import { Sections } from "./sections.js";
import { changedSince } from "./since.js";
import { Reasons } from "./why.js";

/** Milliseconds for which an answer stays while the next one is worked out. */
const LATE = 500;

/** Milliseconds without a change after which it is worked out what other answers would change. */
const PAUSE = 150;

export class AnswerPanel {
  #root;
  #form;
  #body;
  #headline;
  #late = 0;
  #text = null;
  #brought;
  #reasons;
  #path;
  #sections = new Sections();
  #items;
  #answer = null;
  #kept = null;
  #sayHeadline = null; // while something stands that is told each reader in other words
  #next = element("p", { class: "wb-next" });
  #held = element("ul", { class: "wb-verdict", "aria-label": words.holds });

  /** @param {Element} root  @param {import("../form/findings-form.js").FindingsForm} form
      @param {(text: string) => Promise<string>} explain
      @param {(text: string) => Promise<string>} alternatives */
  constructor(root, form, explain, alternatives) {
    const part = (name) => root.querySelector(`[data-part=${name}]`);
    this.#root = root;
    this.#form = form;
    this.#body = part("body");
    this.#headline = new Headline(part);
    this.#brought = readBrought(part("words"));
    this.#items = new Items(this.#brought.recommendations, form);
    this.#path = new Path(part("path"));
    this.#reasons = new Reasons(explain, alternatives, form, this.#brought.criteria);
    for (const item of this.#brought.recommendations.values()) {
      this.#reasons.watch(item);
    }
    document.addEventListener("wardbook:reader", () => {
      this.#headline.forget();
      this.#sayHeadline?.();
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
    this.#headline.show("", "");
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
    this.#place([message("refused", words.refused, element("ul", {}, ...lines))]);
    const names = () => errors.map((error) => this.#form.label(error.finding)).join(", ");
    this.#sayHeadline = () => this.#headline.show(words.barRefused, names());
    this.#sayHeadline();
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
    const items = answer.recommendations.map((result) => this.#items.item(result, answer.warnings));
    const indicated = items.filter((item) => item.result.status === "indicated");
    const open = items.filter((item) => item.result.status === "undetermined").sort(byUrgencyThenFewest);
    // Where the source has no rule, "not called for" would be read as advice.
    const [silent, others] = halves(
      items.filter((item) => item.result.status === "not-indicated"),
      (item) => item.result["no-rule"] !== undefined,
    );
    const [now, ...later] = URGENCIES.map((urgency) =>
      this.#sections.list(urgency, words.sections[urgency], nodes(indicated.filter((item) => item.urgency === urgency))),
    );
    const none = open.length ? words.nothing : words.nothingMore;
    this.#place([
      this.#since(),
      this.#verdict(answer),
      indicated.length ? null : element("p", { class: "wb-message__main wb-none", "data-readers": "everybody" }, none),
      now,
      this.#warnings(answer.warnings),
      teamLine([...answer.warnings, ...silent]),
      ...later,
      this.#sections.list("open", words.sections.open, nodes(open)),
      this.#sections.list("silent", words.sections.silent, nodes(silent)),
      this.#sections.list("scores", words.sections.scores, scaleNodes(this.#brought.scales, answer)),
      this.#sections.list("inferred", words.sections.inferred, inferredLines(answer.inferred, this.#form)),
      this.#sections.folded("no", words.sections.no, nodes(others), words.noAdvice),
      this.#sections.folded("criteria", words.sections.criteria, this.#criteria(answer.criteria)),
    ]);
    this.#text = text;
    this.#path.show(answer);
    this.#reasons.renew(text); // before anything asks what other answers would change
    this.#suggest(open);
    const first = indicated.find((item) => item.urgency === URGENCIES[0]);
    const counts = words.counts(indicated.length, open.length, answer.warnings.length);
    const main = () => (first ? `${words.sections.immediate}: ${this.#items.label(first)}` : counts);
    this.#sayHeadline = () => this.#headline.show(main(), first ? counts : "");
    this.#sayHeadline();
  }

  /** The assessment that stands here, for those who take it along or print it; without an answer, why there is none. */
  record() {
    const stands = this.#text !== null || this.#body.querySelector(".wb-message--earlier");
    return recordOf(this.#root, this.#body, stands ? this.#answer : null, this.#form, this.#brought);
  }

  /** Keep the assessment that stands here; what differs from it later is shown above the answer. */
  keep() {
    this.#kept = this.#answer;
    this.#headline.announce(words.keptForComparison);
    this.#body.prepend(element("p", { class: "wb-message wb-kept", "data-readers": "everybody" }, words.keptForComparison));
  }

  #stamp() {
    const place = this.#root.querySelector("[data-part=time]");
    place.hidden = this.#answer === null;
    place.textContent = this.#answer ? words.assessedAt(clock(this.#answer.at)) : "";
    tellStanding(); // the page may have been opened days ago
  }

  #since() {
    const nameOf = (id) => this.#brought.recommendations.get(id).querySelector("[data-part=label]").textContent;
    return this.#kept ? changedSince(this.#kept, this.#answer, this.#form, nameOf) : null;
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
    const best = bestNext(others, waiting, given);
    const list = this.#sections.listOf("open");
    if (best && list?.isConnected) {
      this.#next.replaceChildren(words.nextFirst, " ", this.#form.link(best.finding), " ", words.next(best.most));
      list.before(this.#next);
    }
  }

  /** Have a text read out once the reader pauses. */
  announce(text) {
    this.#headline.announce(text);
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

  #showNotApplicable(answer) {
    const because = [...new Set(answer.recommendations.flatMap((result) => result.because))];
    const links = because.flatMap((finding, index) => [index ? ", " : "", this.#form.link(finding)]);
    const rest = element("p", {}, words.because, ": ", ...links);
    const box = message("not-applicable", words.notApplicable, this.#brought.notApplicable, rest);
    this.#place([box, this.#warnings(answer.warnings)]);
    this.#headline.show(words.notApplicable, "");
  }

  #message(kind, main, more) {
    this.#place([message(kind, main, element("p", {}, more))]);
    this.#headline.show(main, "");
  }

  #place(children) {
    this.settle();
    this.#text = null;
    this.#sayHeadline = null;
    this.#path.hide(); // until an answer says which way it leads
    place(
      this.#body,
      children.filter((child) => child !== null),
    );
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
      held.map((id) => this.#sections.line(`held ${id}`, () => element("li", {}, this.#brought.criteria.get(id).label))),
    );
    return this.#held;
  }

  #warnings(warnings) {
    return this.#sections.list(
      "warnings",
      words.sections.warnings,
      warnings.map((warning) =>
        element("li", { "data-code": warning.code }, `${warning.message} `, this.#form.link(warning.finding)),
      ),
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

const halves = (items, test) => [items.filter(test), items.filter((item) => !test(item))];
