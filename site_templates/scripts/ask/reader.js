/* How a question is read: its parts, and the terms by which each may be found. The same for questions and the search. */

import { wordsOf } from "./analysis.js";
import { isUnit, isUnitName } from "./numbers.js";
import { Slips } from "./slips.js";

/** Words that lead to an entry weigh less than its names, and the single words of a name less than the whole. */
const LEADS = 0.75;
const PIECES = 0.35;

/** A word of the protocol's own title says little within the protocol. */
const OF_THE_SUBJECT = 0.6;

/** A word that only asks says less than what it asks about. */
const GENERAL = 0.85;

/** How much a word that nobody knows weighs, beside a name that is known and that no text speaks of. */
const STRANGE = 0.4;

export class Reader {
  #lexicon;
  #index;
  #subject;
  #slips;

  /** @param {import("./lexicon.js").Lexicon} lexicon
      @param {import("./index.js").Index} index
      @param {Iterable<string>} words  every word of the texts
      @param {string} subject  what all texts are about */
  constructor(lexicon, index, words, subject = "") {
    this.#lexicon = lexicon;
    this.#index = index;
    this.#subject = new Set(this.terms(wordsOf(subject)));
    this.#slips = new Slips(new Set([...words, ...lexicon.words]));
  }

  /** The stems of words, without idle ones, and the entries that they name. */
  terms(words) {
    const stems = words.filter((word) => !this.#lexicon.isIdle(word)).map((word) => word.stem);
    return [...stems, ...this.#lexicon.tokens(words)];
  }

  /** @returns {{words: object[], parts: object[]}} the words of a question, mended, and its parts */
  read(question) {
    const typed = wordsOf(question);
    const words = typed.flatMap((word, place) => this.#mended(word, typed, place));
    const parts = [];
    for (let place = 0; place < words.length; ) {
      const name = this.#lexicon.at(words, place);
      const length = name?.stems.length ?? 1;
      const unit = isUnit(words, place);
      if (name || unit || !(words[place].number || this.#lexicon.isIdle(words[place]))) {
        const part = this.#part(words.slice(place, place + length), name, unit);
        if (part.terms.size || !(unit || isUnitName(words[place]))) {
          parts.push(part);
        }
      }
      place += length;
    }
    // Whoever types nothing but a unit or a number (“> 500”) looks for the texts that have it.
    for (const word of parts.length ? [] : words.filter((each) => each.number || isUnitName(each))) {
      const part = this.#part([word], null, false, true);
      parts.push(...(part.terms.size ? [part] : []));
    }
    this.#pressures(words, parts);
    return { words, parts };
  }

  /** How much a part says: the rarer its rarest term, the more. */
  rarity(part) {
    if (part.terms.size) {
      return Math.max(...[...part.terms.keys()].map((term) => this.#index.rarity(term) * this.share(term, part)));
    }
    return part.ofSubject ? 0 : this.#index.rarity("") * (part.strange ? STRANGE : 1);
  }

  /** What share of its weight a term has in these texts. */
  share(term, part) {
    return (this.#subject.has(term) ? OF_THE_SUBJECT : 1) * (part.general ? GENERAL : 1);
  }

  /* A word that is known, or what it was meant to be. */
  #mended(word, words, place) {
    const known = this.#lexicon.isIdle(word) || this.#index.has(word.stem) || this.#lexicon.words.has(word.plain);
    if (word.number || known || isUnit(words, place) || this.#lexicon.at(words, place)) {
      return [word];
    }
    const [best, ...others] = this.#slips.of(word.plain);
    if (!best) {
      return [{ ...word, strange: true }];
    }
    const made = best.words.flatMap((each) => wordsOf(each));
    return made.map((each, number) => ({
      ...each,
      weight: best.weight,
      slip: best.slip,
      others: number ? [] : others,
      typed: number ? "" : word.written,
    }));
  }

  #part(taken, name, unit, bare = false) {
    const terms = new Map();
    const roles = new Set();
    const add = (term, weight) => {
      if (this.#index.has(term)) {
        terms.set(term, Math.max(weight, terms.get(term) ?? 0));
      }
    };
    const enter = (numbers, weight, wanted = () => true) =>
      numbers.map((number) => this.#lexicon.entries[number]).forEach(({ token, role }) => {
        add(token, weight);
        if (wanted(role)) {
          roles.add(role);
        }
      });
    const [{ weight = 1 }] = taken;
    const abbreviation = !bare && taken.length === 1 && isUnitName(taken[0]);
    if (name) {
      // After a number it is a unit, before one a name: what is a unit and a name is either, by its place.
      enter(unit ? [] : name.same, weight);
      enter(abbreviation && !unit && name.same.length ? [] : name.leads, weight * LEADS, (role) => role === "dose");
    }
    for (const word of taken) {
      // The pieces of a name help to find what it names; where no text speaks of that, they would lead elsewhere.
      if ((!name?.same.length || terms.size) && !this.#lexicon.isIdle(word) && (bare || !word.number) && !abbreviation) {
        add(word.stem, weight * (name?.same.length || taken.length > 1 ? PIECES : 1));
      }
      for (const { words, weight: by } of word.others ?? []) {
        const made = words.flatMap((each) => wordsOf(each));
        enter(this.#lexicon.at(made, 0)?.same ?? [], by);
        enter(this.#lexicon.at(made, 0)?.leads ?? [], by * LEADS, () => false);
        add(made[0].stem, by);
      }
    }
    const entries = [...(name?.same ?? []), ...(name?.leads ?? [])].map((number) => this.#lexicon.entries[number]);
    return {
      text: taken.map(({ typed, written }) => typed ?? written).filter(Boolean).join(" "),
      words: taken,
      terms,
      roles,
      general: entries.length > 0 && entries.every(({ general }) => general),
      ofSubject: terms.size === 0 && this.terms(taken).some((term) => this.#subject.has(term)),
      strange: terms.size === 0 && taken.some(({ strange }) => strange),
    };
  }

  /* Two numbers such as 80/40 are a blood pressure, also where nobody says so. */
  #pressures(words, parts) {
    const { token } = this.#lexicon.entries.find(({ role }) => role === "pressure") ?? {};
    const pair = words.find(({ number }) => number?.length === 2 && number[0] > number[1]);
    if (token && pair && this.#index.has(token) && !parts.some(({ terms }) => terms.has(token))) {
      parts.push({ text: pair.written, terms: new Map([[token, LEADS]]), roles: new Set(), words: [pair] });
    }
  }
}
