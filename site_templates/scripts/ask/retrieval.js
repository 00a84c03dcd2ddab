/* Finding the statements that bear on a question: ranked words, never generated text. Knows no protocol. */

import MiniSearch from "minisearch";
import { stemmer } from "stemmer";

/** Words of a question that say nothing of its subject. */
const IDLE = new Set(
  (
    "a about after all also am an and any are as at be been before being by can could did do does doing for from get give given " +
    "gets had has have having how i if in into is it its may me might my need needs of on one or our patient patients please " +
    "shall she he should so some such than that the their them then there these they this those to us use used using was we " +
    "were what when where whether which while who whom whose why will with would you your yours"
  ).split(" "),
);

/** How much a word weighs by where it is found. */
const WEIGHTS = { text: 3, plain: 1.5, around: 1 };

/** A result that reaches less than this share of the best one's score is no answer to the question. */
const WORTH = 0.2;

const words = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

const stem = (word) => (/\d/.test(word) ? word : stemmer(word));

export class Retrieval {
  #index;
  #names = new Map(); // first stem of a synonym → the synonyms that begin with it, longest first

  /** @param {{id: string, text: string, plain: string, around: string}[]} statements
      @param {string[][]} synonyms  names for the same thing */
  constructor(statements, synonyms) {
    synonyms.forEach((group, number) => {
      for (const name of group) {
        const stems = words(name).map(stem);
        const others = this.#names.get(stems[0]) ?? [];
        others.push({ stems, token: `=${number}` });
        this.#names.set(stems[0], others.sort((one, other) => other.stems.length - one.stems.length));
      }
    });
    this.#index = new MiniSearch({
      fields: Object.keys(WEIGHTS),
      tokenize: (text) => this.#tokens(text),
      processTerm: (term) => term,
    });
    this.#index.addAll(statements);
  }

  /** The stems of a text, each name that has synonyms as one token for them all. */
  #tokens(text) {
    const plain = words(text);
    const stems = plain.map(stem);
    const found = [];
    for (let place = 0; place < stems.length; ) {
      const name = (this.#names.get(stems[place]) ?? []).find((each) =>
        each.stems.every((part, offset) => part === stems[place + offset]),
      );
      if (name) {
        found.push(name.token);
        place += name.stems.length;
      } else {
        if (!IDLE.has(plain[place])) {
          found.push(stems[place]);
        }
        place += 1;
      }
    }
    return found;
  }

  /** @param {string} question
      @returns {string[]} ids of the statements that bear on it, best first; none when nothing does */
  find(question) {
    const found = this.#search(question);
    return found.filter((each) => each.score >= WORTH * found[0].score).map((each) => each.id);
  }

  /** @param {string} question
      @returns {string[]} the words of a question that no statement uses, nor one like it */
  unknown(question) {
    return words(question).filter((word) => this.#tokens(word).length && !this.#search(word).length);
  }

  /* A word also finds those that begin with it, and a long one those that it is a slip of. */
  #search(text) {
    return this.#index.search(text, {
      boost: WEIGHTS,
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
    });
  }
}
