/* The answer beside the form: which answer stands there, what is said of it while it does not hold, and what is taken of it. */

import { tellStanding } from "../../review/standing.js";
import { clock } from "../../words/dates.js";
import { element, place } from "../dom.js";
import { words } from "../words.js";
import { Arrangement } from "./arranged.js";
import { readBrought } from "./brought.js";
import { Headline } from "./headline.js";
import { Items } from "./items.js";
import { message, tellArithmetic } from "./lines.js";
import { bestNext } from "./open.js";
import { Path } from "./beside/path.js";
import { beyond } from "../first/said.js";
import { recordOf } from "../take/recorded.js";
import { changedSince } from "./beside/since.js";
import { Reasons } from "./beside/why.js";

/** Milliseconds for which an answer stays unmarked while the next one is worked out. */
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
  #arrangement;
  #reasons;
  #path;
  #answer = null; // the last one that was given, while it stands here
  #kept = null;
  #waiting;
  #sayHeadline = null; // while something stands that is told each reader in other words
  #remarks = []; // what is said above an answer that stands from an earlier moment

  /** @param {Element} root  @param {import("../form/findings-form.js").FindingsForm} form
      @param {import("../first/awaited.js").Awaited} engine
      @param {() => {reasons: string, next: string}} waiting  what is said while the engine cannot be asked for reasons and
        for the finding to ask for next; empty texts where it can */
  constructor(root, form, engine, waiting) {
    const part = (name) => root.querySelector(`[data-part=${name}]`);
    this.#root = root;
    this.#form = form;
    this.#body = part("body");
    this.#headline = new Headline(part);
    this.#brought = readBrought(part("words"));
    const items = new Items(this.#brought.recommendations, form);
    this.#arrangement = new Arrangement(form, this.#brought, items, root.dataset.applicable);
    this.#path = new Path(part("path"));
    this.#waiting = waiting;
    this.#reasons = new Reasons(engine, () => waiting().reasons, form, this.#brought.criteria);
    for (const item of this.#brought.recommendations.values()) {
      this.#reasons.watch(item);
    }
    document.addEventListener("wardbook:reader", () => {
      this.#headline.forget();
      this.#sayHeadline?.();
    });
  }

  showEmpty(hint = words.emptyHint) {
    this.#gone();
    this.#reasons.close();
    this.#message("empty", words.empty, hint);
  }

  /** The engine is still loading. What stands here goes on standing, marked, where all of it is still in the form. */
  showWaiting() {
    const entered = new Map(this.#form.answers().map(({ id, value }) => [id, value]));
    const holds = this.#answer?.findings.every(({ id, value }) => entered.get(id) === value);
    if (holds && this.#standsOn(words.first.later)) {
      this.#headline.remark(words.first.incomplete);
    } else {
      this.#gone();
      this.#message("waiting", words.loading, words.waiting);
    }
  }

  /** No engine will answer this, and no answer to it is stored. */
  showBeyond(limits) {
    this.#gone();
    this.#place([beyond(limits)]);
    this.#headline.show(words.first.beyond, "");
  }

  /** The engine says the same as what stands here. */
  confirm() {
    this.settle();
    this.#arrangement.suggestLater("");
  }

  showOpening() {
    this.#message("waiting", words.opening, words.openedLater);
  }

  /** The form shows something else than what was answered here, and nobody said so: it may be another patient's. */
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
    const label = this.#form.label(finding);
    if (!this.#standsOn(words.without(label))) {
      this.#message("typing", words.typing(label), words.typingHint);
    }
    this.#headline.remark(words.typing(label));
  }

  showStopped() {
    this.#gone();
    this.#place([]);
    this.#headline.show("", "");
  }

  showRefused(errors) {
    this.#form.fold(null);
    const lines = errors.map((error) => {
      const known = error.finding !== null && this.#form.has(error.finding);
      const name = known ? this.#form.link(error.finding) : error.finding ?? words.whole;
      return element("li", {}, name, ": ", error.message);
    });
    const refusal = message("refused", words.refused, element("ul", {}, ...lines));
    const names = words.barRefused(errors.map((error) => this.#form.label(error.finding)).join(", "));
    if (this.#standsOn(words.beforeEntry, refusal)) {
      this.#headline.remark(names);
      this.#headline.announce(names);
    } else {
      this.#place([refusal]);
      this.#sayHeadline = () => this.#headline.show(names, "");
      this.#sayHeadline();
    }
  }

  /** @param {string} text  the case  @param {object} answer  its assessment */
  showAnswer(text, answer) {
    this.#answer = { answer, at: new Date(), findings: this.#form.answers() };
    this.#stamp();
    if (answer.criteria[this.#root.dataset.applicable] === "false") {
      this.#showNotApplicable(answer);
      this.#text = text;
      this.#reasons.renew(text);
      this.#suggest([], [], new Set());
      return;
    }
    const { children, indicated, open, undecided, headline } = this.#arrangement.of(answer);
    this.#place([this.#since(), ...children]);
    this.#text = text;
    this.#path.show(answer);
    this.#reasons.renew(text); // before anything asks what other answers would change
    this.#calculate(answer);
    this.#suggest(indicated, open, undecided);
    this.#sayHeadline = () => {
      const { main, more, spoken } = headline();
      this.#headline.show(main, more, spoken);
    };
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

  /** Have a text read out once the reader pauses. */
  announce(text) {
    this.#headline.announce(text);
  }

  /** The form has changed and its answer is on its way. */
  wait() {
    this.#body.setAttribute("aria-busy", "true");
    this.#late ||= setTimeout(() => this.#standsOn(words.renewingSoon) || this.showRenewing(), LATE);
  }

  settle() {
    clearTimeout(this.#late);
    this.#late = 0;
    this.#body.removeAttribute("aria-busy");
  }

  /** Leave the last answer in view, marked with the moment it is of and with what it lacks: an order that somebody is
      carrying out must not vanish because a number is half typed.
      @returns {boolean} whether one stands here */
  #standsOn(why, ...above) {
    if (this.#answer === null) {
      return false;
    }
    this.settle();
    this.#text = null;
    this.#unmark();
    const moment = words.earlier(clock(this.#answer.at));
    this.#remarks = [...above, element("p", { class: "wb-message wb-message--earlier", "data-readers": "everybody" }, element("strong", {}, moment), " ", why)];
    this.#body.prepend(...this.#remarks);
    return true;
  }

  /** What stood here is taken for no answer any more. */
  #gone() {
    this.#answer = null;
    this.#form.fold(null);
    this.#stamp();
  }

  #unmark() {
    for (const remark of this.#remarks.splice(0)) {
      remark.remove();
    }
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

  /** The arithmetic of what was worked out; without it the numbers stand all the same. */
  async #calculate({ values }) {
    if (values) {
      const trees = await this.#reasons.trees().catch(() => null);
      tellArithmetic(this.#brought.values, trees?.values ?? {});
    }
  }

  /** The finding to ask for next: asked of the engine, which tries each answer. */
  async #suggest(indicated, open, undecided) {
    const answer = this.#answer;
    this.#arrangement.suggestLater(this.#waiting().next);
    // Trying every other answer takes the engine longer than the answer itself: whoever goes on entering does not wait for it.
    await new Promise((done) => setTimeout(done, PAUSE));
    if (answer !== this.#answer || this.#text === null) {
      return;
    }
    const { alternatives: others, pending } = await this.#reasons.others();
    if (answer !== this.#answer || this.#text === null) {
      return;
    }
    const asked = answer.answer.warnings.flatMap(({ code, finding }) => this.#brought.asks.get(`${code} ${finding}`) ?? []);
    this.#form.fold(pending, new Set(asked));
    const given = new Set(answer.findings.map(({ id }) => id));
    this.#arrangement.suggest(bestNext({ others, open, indicated, given, gates: this.#brought.gates, undecided }));
  }

  #showNotApplicable(answer) {
    const because = [...new Set(answer.recommendations.flatMap((result) => result.because))];
    const links = because.flatMap((finding, index) => [index ? ", " : "", this.#form.link(finding)]);
    const rest = element("p", {}, words.because, ": ", ...links);
    const box = message("not-applicable", words.notApplicable, this.#brought.notApplicable, rest);
    this.#place([box, this.#arrangement.warnings(answer.warnings)]);
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
    this.#remarks = [];
    this.#path.hide(); // until an answer says which way it leads
    place(
      this.#body,
      children.filter((child) => child !== null),
    );
  }
}
