/* Finding the statements that bear on a question: ranked words, never generated text. Knows no protocol. */

import { wordsOf } from "./analysis.js";
import { Index } from "./index.js";
import { Lexicon } from "./lexicon.js";
import { judged } from "./numbers.js";
import { Reader } from "./reader.js";

/** How much a word weighs by where it is found. */
const WEIGHTS = { text: 3, plain: 1.5, around: 0.7, mind: 0.3 };

/** A result that reaches less than this share of the best one's score is no answer to the question. */
const WORTH = 0.25;

/** How much it counts that a statement bears on all of a question. */
const COVERING = 0.3;

/** How much of a question must be known, by the weight of its words. */
const ENOUGH = 0.4;

/** What lifts a statement beside its words: a number that breaks its limit, a dose that was asked for, and so on. */
const BROKEN = 3;
const BEHIND = 1;
const ABOUT = 1;
const DOSE = 2.5;
const FIRST = 4;

/** What lowers it: that it is about something that nobody asked for, or about the source and not a patient. */
const UNASKED = 0.5;
const OF_THE_SOURCE = 0.4;

/** How many words a number may stand after the finding that it belongs to. */
const NEAR = 3;

/** A dose for adults alone. */
const isOfAdults = (doses) => doses?.every((people) => people === "adult") ?? false;

export class Retrieval {
  #about;
  #lexicon;
  #index;
  #reader;
  #numbers; // id → number of the statement
  #findings; // of each finding, the terms of its name
  #measured; // of each finding that is measured, the tokens of its name
  #roles; // statement's number → roles of the entries that its own text names

  /** @param {object} about  what `build_scripts/exports/questions.py` says of a protocol
      @param {{entries: object[], idle: string}} shared  the lexicon */
  constructor(about, shared) {
    this.#about = about;
    this.#lexicon = new Lexicon(shared, about.names);
    const used = new Set();
    this.#index = new Index(about.statements.map((statement) => this.#fields(statement, used)));
    this.#reader = new Reader(this.#lexicon, this.#index, used, about.subject);
    this.#numbers = new Map(about.statements.map(({ id }, number) => [id, number]));
    this.#findings = about.findings.map(({ name, statements }) => ({ terms: this.names(name), statement: statements[0] }));
    this.#measured = about.numbers.map((finding) => ({ ...finding, tokens: this.#lexicon.tokens(wordsOf(finding.name)) }));
    this.#roles = about.statements.map(({ text, plain }) => this.#lexicon.roles(wordsOf(`${text} ${plain}`)));
  }

  #fields(statement, used) {
    const text = wordsOf(`${statement.id} ${statement.text}`);
    return Object.entries(WEIGHTS).map(([field, weight]) => {
      const words = field === "text" ? text : wordsOf(statement[field]);
      words.filter(({ number }) => !number).forEach(({ plain }) => used.add(plain));
      const stems = words.filter((word) => !this.#lexicon.isIdle(word)).map((word) => word.stem);
      const leads = field === "around" ? this.#lexicon.leads(text) : [];
      return { terms: [...stems, ...this.#lexicon.tokens(words), ...leads], weight };
    });
  }

  /** What one protocol finds can be compared with what another does, once all mean the same by a rare word.
      @param {Retrieval[]} retrievals */
  static compare(retrievals) {
    Index.compare(retrievals.map((retrieval) => retrieval.#index));
  }

  /** The entries that a text names, or its stems where it names none. */
  names(text) {
    const terms = this.#reader.terms(wordsOf(text));
    const tokens = terms.filter((term) => term.startsWith("="));
    return tokens.length ? tokens : terms;
  }

  /** @param {string} question
      @returns {{known: number, found: {id: string, score: number}[], strange: string[], absent: string[],
        read: string[][], adults: string[]}} what share of the question is known here; the statements that bear on it,
        best first; words that nobody knows; words that no statement here speaks of; words that were read as others; and
        where a child was named, the statements with an adult's dose */
  find(question) {
    const { words, parts } = this.#reader.read(question);
    const scores = new Map();
    const borne = new Map();
    const raise = (number, by, on = scores) => on.set(number, (on.get(number) ?? 0) + by);
    for (const part of parts) {
      part.weight = this.#reader.rarity(part);
      for (const [number, score] of this.#scores(part)) {
        raise(number, score);
        raise(number, part.weight, borne);
      }
    }
    const whole = parts.reduce((sum, { weight }) => sum + weight, 0) || 1;
    const asked = new Set(parts.flatMap(({ roles }) => [...roles]));
    this.#byNumbers(words, parts, (id, by) => raise(this.#numbers.get(id), by));
    this.#byFindings(parts, (id, by) => raise(this.#numbers.get(id), by));
    const ranked = [...scores]
      .map(([number, score]) => {
        const share = Math.min(1, (borne.get(number) ?? 0) / whole);
        const { id } = this.#about.statements[number];
        return { id, number, share, score: this.#adjusted(number, score, asked) * share ** COVERING };
      })
      .sort((one, other) => other.score - one.score || one.number - other.number);
    const lost = parts.filter(({ terms, ofSubject }) => terms.size === 0 && !ofSubject);
    const onlyGeneral = lost.length > 0 && parts.every(({ terms, general }) => terms.size === 0 || general);
    const known = 1 - lost.reduce((sum, { weight }) => sum + weight, 0) / whole;
    const worth = !onlyGeneral && known >= ENOUGH ? ranked.filter(({ score }) => score >= WORTH * ranked[0].score) : [];
    return {
      known,
      found: this.#inPairs(worth, asked).map(({ id, score }) => ({ id, score })),
      strange: lost.filter(({ strange }) => strange).map(({ text }) => text),
      absent: lost.filter(({ strange }) => !strange).map(({ text }) => text),
      read: words.filter(({ slip, typed }) => slip && typed).map(({ typed, plain }) => [typed, plain]),
      adults: asked.has("child") ? this.#about.statements.filter(({ doses }) => isOfAdults(doses)).map(({ id }) => id) : [],
    };
  }

  /* The best that each statement reaches by any term of a part. */
  #scores(part) {
    const best = new Map();
    for (const [term, weight] of part.terms) {
      for (const [number, score] of this.#index.score(term)) {
        best.set(number, Math.max(best.get(number) ?? 0, score * weight * this.#reader.share(term, part)));
      }
    }
    return best;
  }

  #adjusted(number, score, asked) {
    const { doses, first, source } = this.#about.statements[number];
    const unasked = this.#roles[number].has("when-asked") && !asked.has("when-asked");
    const lifted = score + (asked.has("dose") && doses ? DOSE : 0) + (asked.has("treat") && first ? FIRST / first : 0);
    return lifted * (unasked ? UNASKED : 1) * (source ? OF_THE_SOURCE : 1);
  }

  /* A question that names a finding is first about the statement that the finding comes from. */
  #byFindings(parts, raise) {
    const by = new Map();
    for (const { terms, statement } of this.#findings) {
      const weights = terms.map((term) => Math.max(0, ...parts.map((part) => part.terms.get(term) ?? 0)));
      const share = weights.reduce((sum, weight) => sum + weight, 0) / (terms.length || 1);
      by.set(statement, Math.max(share, by.get(statement) ?? 0));
    }
    by.forEach((share, id) => share >= 0.5 && raise(id, ABOUT * share));
  }

  /* A number belongs to the finding that is named shortly before it. */
  #byNumbers(words, parts, raise) {
    words.forEach((word, place) => {
      if (word.number?.length !== 1) {
        return;
      }
      const before = parts.filter(({ words: taken }) => {
        const far = place - words.indexOf(taken.at(-1));
        return far > 0 && far <= NEAR;
      });
      for (const finding of this.#measured) {
        const named = before.some(({ terms }) => finding.tokens.some((token) => terms.has(token)));
        const said = named && judged(word.number[0], words.slice(place + 1, place + 3), finding);
        if (said) {
          said.broken.forEach((id) => raise(id, BROKEN));
          said.behind.forEach((id) => raise(id, BEHIND));
          said.about.forEach((id) => raise(id, ABOUT));
        }
      }
    });
  }

  /* Two sides of one decision stand together, first the one that was asked for. */
  #inPairs(ranked, asked) {
    let result = [...ranked];
    for (const pair of this.#about.pairs) {
      const first = result.findIndex(({ id }) => pair.includes(id));
      if (first >= 0 && first < 3) {
        const found = result[first];
        const [stop, goOn] = pair.map((id) => result.find((each) => each.id === id) ?? { ...found, id });
        const both = asked.has("stop") === asked.has("go-on") ? [found, found.id === pair[0] ? goOn : stop]
          : asked.has("stop") ? [stop, goOn] : [goOn, stop];
        const rest = result.filter(({ id }) => !pair.includes(id));
        result = [...rest.slice(0, first), ...both, ...rest.slice(first)];
      }
    }
    return result;
  }
}
