/* Finding the statements that bear on a question: ranked words, never generated text. Knows no protocol. */

import { wordsOf } from "./analysis.js";
import { Index } from "./index.js";
import { Lexicon } from "./lexicon.js";
import { isUnit, judged } from "./numbers.js";
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
const UNASKED = 0.45;
const OF_THE_SOURCE = 0.6;

export class Retrieval {
  #index;
  #lexicon;
  #subject;
  #slips;
  #statements;
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
      return { terms: this.#terms(words), weight };
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
      const unit = isUnit(word, words[place - 1]);
      if ((name && !(unit && word.plain === "mg" && name.same.length)) || unit || !(word.number || this.#lexicon.idle.has(word.plain))) {
        const part = this.#part(taken, name);
        if (part.terms.size || !unit) {
          parts.push(part);
        }
      }
      place += length;
    }
    return { words, parts };
  }

  /* A word that is known, or what it was meant to be. */
  #mended(word, words, place) {
    const fine = word.number || isUnit(word, words[place - 1]) || this.#lexicon.idle.has(word.plain) || this.#index.has(word.stem)
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

  #part(taken, name) {
    const terms = new Map();
    const add = (term, weight) => {
      if (this.#index.has(term)) {
        terms.set(term, Math.max(weight, terms.get(term) ?? 0));
      }
    };
    const weight = taken[0].weight ?? 1;
    const roles = new Set();
    const tokens = (name, by) => {
      name.same.forEach((number) => {
        add(this.#lexicon.entries[number].token, by);
        roles.add(this.#lexicon.entries[number].role);
      });
      name.leads.forEach((number) => {
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
      if (!this.#lexicon.idle.has(word.plain) && !word.number) {
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
      for (const [term, weight] of part.terms) {
        rarity = Math.max(rarity, this.#index.rarity(term));
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
    this.#byNumbers(words, parts, raise, borne);
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
      ids: this.#inPairs(worth.map(({ id }) => id)),
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
    if (this.#marks[number].has("when-asked") && !asked.has("when-asked")) {
      result *= UNASKED;
    }
    return statement.source ? result * OF_THE_SOURCE : result;
  }

  /* A number belongs to the finding that is named before it, or else to the only one that has its unit. */
  #byNumbers(words, parts, raise, borne) {
    const numberOf = new Map(this.#statements.map(({ id }, number) => [id, number]));
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
          said.broken.forEach((id) => raise(numberOf.get(id), BROKEN));
          said.behind.forEach((id) => raise(numberOf.get(id), BEHIND));
          said.about.forEach((id) => raise(numberOf.get(id), ABOUT));
        }
      }
    });
  }

  #names(finding) {
    finding.tokens ??= this.#lexicon.tokens(wordsOf(finding.name));
    return finding.tokens;
  }

  /* Two sides of one decision stand together. */
  #inPairs(ids) {
    const result = [...ids];
    for (const pair of this.about.pairs) {
      const places = pair.map((id) => result.indexOf(id));
      const first = Math.min(...places.filter((place) => place >= 0));
      if (first < 3) {
        const other = pair[places.indexOf(first) === 0 ? 1 : 0];
        if (result.includes(other)) {
          result.splice(result.indexOf(other), 1);
        }
        result.splice(result.indexOf(pair.find((id) => id !== other)) + 1, 0, other);
      }
    }
    return result;
  }
}
