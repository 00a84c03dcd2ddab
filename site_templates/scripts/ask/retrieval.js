/* Finding the statements that bear on a question: ranked words, never generated text. Knows no protocol. */

import { wordsOf } from "./analysis.js";
import { Index } from "./index.js";
import { Lexicon } from "./lexicon.js";
import { isUnit, isUnitName, judged } from "./numbers.js";
import { Slips } from "./slips.js";

/** How much a word weighs by where it is found. */
const WEIGHTS = { text: 3, plain: 1.5, around: 1, mind: 0.5 };

/** A result that reaches less than this share of the best one's score is no answer to the question. */
const WORTH = 0.25;

/** Words that lead to an entry weigh less than its names, and the single words of a name less than the whole. */
const LEADS = 0.75;
const PIECES = 0.35;

/** How much of a question its best answer must bear on, by the weight of the words. */
const ENOUGH = 0.34;

/** How much a word that nobody knows weighs, beside a name that is known and that no statement speaks of. */
const STRANGE = 0.4;

/** What lifts and lowers a statement beside its words. */
const BROKEN = 3;
const BEHIND = 1;
const ABOUT = 1.2;
const DOSE = 2.5;
const UNASKED = 0.5;
const FIRST = 2;
const OF_THE_SOURCE = 0.4;

/** A word of the protocol's own title says little within the protocol. */
const OF_THE_SUBJECT = 0.6;

export class Retrieval {
  #index;
  #lexicon;
  #subject;
  #slips;
  #statements;
  #numbers; // id → number of the statement
  #findings; // of each finding, the terms of its name
  #marks; // statement's number → roles of the entries that its own text names

  /** @param {{statements: object[], names: string[][], numbers: object[], pairs: string[][]}} about  of one protocol
      @param {{entries: object[], idle: string}} shared  the lexicon */
  constructor(about, shared) {
    this.#statements = about.statements;
    this.about = about;
    this.#lexicon = new Lexicon(shared, about.names);
    this.#subject = this.#terms(wordsOf(about.subject));
    this.#index = new Index(about.statements.map((statement) => this.#fields(statement)));
    this.#slips = new Slips(this.#known());
    this.#numbers = new Map(about.statements.map(({ id }, number) => [id, number]));
    this.#findings = about.findings.map(({ name, statements }) => ({ terms: this.#terms(wordsOf(name)), statements }));
    this.#marks = about.statements.map(
      ({ text, plain }) => new Set(this.#lexicon.tokens(wordsOf(`${text} ${plain}`)).map((token) => this.#role(token))),
    );
  }

  #role(token) {
    return this.#lexicon.entries[Number(token.slice(1))].role;
  }

  #fields(statement) {
    return Object.entries(WEIGHTS).map(([field, weight]) => {
      const words = wordsOf(field === "text" ? `${statement.id} ${statement.text}` : statement[field]);
      words.filter(({ number }) => !number).forEach(({ plain }) => (this.plain ??= new Set()).add(plain));
      const leads = field === "around" ? this.#lexicon.leads(wordsOf(statement.text)) : [];
      return { terms: [...this.#terms(words), ...leads], weight };
    });
  }

  #terms(words) {
    const stems = words.filter(({ plain }) => !this.#lexicon.idle.has(plain)).map((word) => word.stem);
    return [...stems, ...this.#lexicon.tokens(words)];
  }

  #known() {
    return new Set([...this.plain, ...this.#lexicon.words]);
  }

  /* The parts of a question: of each, the terms that it may be found by, with their weights. */
  #parts(question) {
    let words = wordsOf(question);
    words = words.flatMap((word, place) => this.#mended(word, words, place));
    const parts = [];
    for (let place = 0; place < words.length; ) {
      const name = this.#lexicon.at(words, place);
      const length = name?.stems.length ?? 1;
      const taken = words.slice(place, place + length);
      const [word] = taken;
      const unit = isUnit(words, place);
      if (name || unit || !(word.number || this.#lexicon.idle.has(word.plain))) {
        const part = this.#part(taken, name, unit);
        if (part.terms.size || !unit) {
          parts.push(part);
        }
      }
      place += length;
    }
    this.#pressures(words, parts);
    return { words, parts };
  }

  /* Two numbers such as 80/40 are a blood pressure, also where nobody says so. */
  #pressures(words, parts) {
    const { token } = this.#lexicon.entries.find(({ role }) => role === "pressure") ?? {};
    const pair = words.find(({ number }) => number?.length === 2 && number[0] > number[1]);
    if (token && pair && this.#index.has(token) && !parts.some(({ terms }) => terms.has(token))) {
      parts.push({ text: pair.written, terms: new Map([[token, LEADS]]), roles: new Set(), words: [pair] });
    }
  }

  /* A word that is known, or what it was meant to be. */
  #mended(word, words, place) {
    const fine = word.number || isUnit(words, place) || this.#lexicon.idle.has(word.plain) || this.#index.has(word.stem)
      || this.#lexicon.at(words, place) || this.#lexicon.words.has(word.plain);
    if (fine) {
      return [word];
    }
    const found = this.#slips.of(word.plain);
    if (found.length === 0) {
      return [{ ...word, strange: true }];
    }
    const made = found[0].words.flatMap((each) => wordsOf(each));
    return made.map((each, number) => ({ ...each, weight: found[0].weight, others: number ? [] : found.slice(1), typed: word.written }));
  }

  #part(taken, name, unit) {
    const terms = new Map();
    const add = (term, weight) => {
      if (this.#index.has(term)) {
        terms.set(term, Math.max(weight, terms.get(term) ?? 0));
      }
    };
    const weight = taken[0].weight ?? 1;
    const roles = new Set();
    const tokens = (name, by) => {
      // "10 mg" is a dose, "Mg 0.7" is not: what is a unit and a name is either, by its place.
      (unit ? [] : name.same).forEach((number) => {
        add(this.#lexicon.entries[number].token, by);
        roles.add(this.#lexicon.entries[number].role);
      });
      (taken.length === 1 && isUnitName(taken[0]) && !unit && name.same.length ? [] : name.leads).forEach((number) => {
        add(this.#lexicon.entries[number].token, by * LEADS);
        if (this.#lexicon.entries[number].role === "dose") {
          roles.add("dose");
        }
      });
    };
    if (name) {
      tokens(name, weight);
    }
    taken.forEach((word) => {
      // The pieces of a name help to find what it names; where no statement speaks of that, they lead elsewhere.
      if ((!name?.same.length || terms.size) && !this.#lexicon.idle.has(word.plain) && !word.number && !isUnitName(word)) {
        add(word.stem, weight * (name?.same.length ? PIECES : 1));
      }
      (word.others ?? []).forEach(({ words, weight: by }) => {
        const made = words.flatMap((each) => wordsOf(each));
        const known = this.#lexicon.at(made, 0);
        if (known) {
          tokens(known, by);
        }
        add(made[0].stem, by);
      });
    });
    const text = taken.map((word) => word.typed ?? word.written).join(" ");
    const ofSubject = terms.size === 0 && this.#terms(taken).some((term) => this.#subject.includes(term));
    const general = Boolean(name) && [...name.same, ...name.leads].every((number) => this.#lexicon.entries[number].general);
    return { text, terms, roles, general, ofSubject, strange: taken.some((word) => word.strange) && !terms.size, words: taken };
  }

  /** @param {string} question
      @returns {{ids: string[], strange: string[], absent: string[], child: boolean}} the statements that bear on it, best
        first; the words that nobody knows, and those that no statement here speaks of */
  find(question) {
    const { words, parts } = this.#parts(question);
    const scores = new Map();
    const raise = (number, by) => scores.set(number, (scores.get(number) ?? 0) + by);
    let whole = 0;
    const borne = new Map();
    for (const part of parts) {
      const best = new Map();
      let rarity = 0;
      for (const [term, own] of part.terms) {
        const weight = own * (this.#subject.includes(term) ? OF_THE_SUBJECT : 1);
        rarity = Math.max(rarity, this.#index.rarity(term) * (this.#subject.includes(term) ? OF_THE_SUBJECT : 1));
        for (const [number, score] of this.#index.score(term)) {
          best.set(number, Math.max(best.get(number) ?? 0, score * weight));
        }
      }
      part.rarity = part.terms.size ? rarity : this.#index.rarity("") * (part.ofSubject ? 0 : part.strange ? STRANGE : 1);
      whole += part.rarity;
      for (const [number, score] of best) {
        raise(number, score);
        borne.set(number, (borne.get(number) ?? 0) + part.rarity);
      }
    }
    const asked = new Set(parts.flatMap(({ roles }) => [...roles]));
    this.#byNumbers(words, parts, raise);
    this.#byFindings(parts, raise);
    const ranked = [...scores]
      .map(([number, score]) => ({
        number,
        id: this.#statements[number].id,
        borne: whole ? (borne.get(number) ?? 0) / whole : 1,
        score: this.#adjusted(number, score, asked) * Math.sqrt(Math.min(1, whole ? (borne.get(number) ?? 0) / whole : 1)),
      }))
      .sort((one, other) => other.score - one.score || one.number - other.number);
    const lost = parts.filter(({ terms, ofSubject }) => terms.size === 0 && !ofSubject);
    const matched = parts.filter(({ terms }) => terms.size);
    const onlyGeneral = lost.length > 0 && matched.every(({ general }) => general);
    const enough = !onlyGeneral && ranked.slice(0, 3).some((each) => each.borne >= ENOUGH);
    const worth = enough ? ranked.filter((each) => each.score >= WORTH * ranked[0].score) : [];
    return {
      ids: this.#inPairs(worth.map(({ id }) => id), asked),
      strange: lost.filter(({ strange }) => strange).map(({ text }) => text),
      absent: lost.filter(({ strange }) => !strange).map(({ text }) => text),
      child: asked.has("child"),
    };
  }

  #adjusted(number, score, asked) {
    const statement = this.#statements[number];
    let result = score;
    if (asked.has("dose") && statement.doses) {
      result += DOSE;
    }
    if (asked.has("treat") && statement.first) {
      result += FIRST;
    }
    if (this.#marks[number].has("when-asked") && !asked.has("when-asked")) {
      result *= UNASKED;
    }
    return statement.source ? result * OF_THE_SOURCE : result;
  }

  /* A question that names a finding is first about the statement that the finding comes from. */
  #byFindings(parts, raise) {
    const by = new Map();
    for (const { terms, statements } of this.#findings) {
      const names = terms.filter((term) => term.startsWith("="));
      const wanted = names.length ? names : terms;
      const weights = wanted.map((term) => Math.max(0, ...parts.map((part) => part.terms.get(term) ?? 0)));
      const share = weights.reduce((sum, weight) => sum + weight, 0) / (wanted.length || 1);
      if (share >= 0.5) {
        by.set(statements[0], Math.max(share, by.get(statements[0]) ?? 0));
      }
    }
    by.forEach((share, id) => raise(this.#numbers.get(id), ABOUT * share));
  }

  /* A number belongs to the finding that is named before it, or else to the only one that has its unit. */
  #byNumbers(words, parts, raise) {
    words.forEach((word, place) => {
      if (word.number?.length !== 1) {
        return;
      }
      const unit = words[place + 1]?.written ?? "";
      for (const finding of this.about.numbers) {
        const named = parts.find(({ words: taken, terms }) => {
          const end = words.indexOf(taken.at(-1));
          return end < place && place - end <= 3 && this.#names(finding).some((token) => terms.has(token));
        });
        const said = named && judged(word.number[0], unit, finding);
        if (said) {
          said.broken.forEach((id) => raise(this.#numbers.get(id), BROKEN));
          said.behind.forEach((id) => raise(this.#numbers.get(id), BEHIND));
          said.about.forEach((id) => raise(this.#numbers.get(id), ABOUT));
        }
      }
    });
  }

  #names(finding) {
    finding.tokens ??= this.#lexicon.tokens(wordsOf(finding.name));
    return finding.tokens;
  }

  /* Two sides of one decision stand together, first the one that was asked for. */
  #inPairs(ids, asked) {
    const result = [...ids];
    for (const pair of this.about.pairs) {
      const first = result.findIndex((id) => pair.includes(id));
      if (first >= 0 && first < 3) {
        const both = asked.has("stop") !== asked.has("go-on") ? [...pair] : [result[first], ...pair.filter((id) => id !== result[first])];
        if (asked.has("go-on") && !asked.has("stop")) {
          both.reverse();
        }
        const rest = result.filter((id) => !pair.includes(id));
        result.splice(0, result.length, ...rest.slice(0, first), ...both, ...rest.slice(first));
      }
    }
    return result;
  }
}
