/* Results of the search, as the theme shows them: page by page, each with its sections. */

import { wordsOf } from "../ask/analysis.js";
import { Index } from "../ask/index.js";
import { Lexicon } from "../ask/lexicon.js";
import { Reader } from "../ask/reader.js";
import { Retrieval } from "../ask/retrieval.js";

/** How much a word weighs in a title and in a text. */
const WEIGHTS = { title: 3, text: 1 };

/** The most that are shown of one search: statements of all protocols, of each, and of one that is meant; sections. */
const MOST = { statements: 8, ofEach: 3, ofMeant: 5, sections: 30 };

/** What reaches less than this share of the best one's score is left out. */
const WORTH = { statement: 0.25, section: 0.2 };

/** How much it counts that a protocol knows all of a search: one that knows half of it has other patients in mind. */
const KNOWN = 2;

/** How much a statement is lifted whose protocol the search names. */
const NAMED = 4;

/** Characters of a text that are shown. */
const SHOWN = 320;

/** Pages that come after all others: readers of a protocol did not look for them. */
const LAST = /^developers\//;

/** Sections above this score are shown at once; a statement is. The theme folds a page's others away. */
const [AT_ONCE, FOLDED] = [1, 0.5];

const plainText = (html) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:nbsp|#160);/g, "\u00a0")
    .replace(/&amp;/g, "&")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, " ")
    .trim();

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

const pageOf = (location) => location.split("#")[0];

export class SiteSearch {
  #docs;
  #byLocation;
  #index;
  #reader;
  #protocols;

  /** @param {{location: string, title: string, text: string}[]} docs  pages and their sections
      @param {object} lexicon
      @param {Record<string, object>} questions  protocol's id → what a question about it is held against */
  constructor(docs, lexicon, questions) {
    this.#docs = docs.map((doc) => ({ ...doc, title: plainText(doc.title), text: plainText(doc.text) }));
    this.#byLocation = new Map(this.#docs.map((doc, number) => [doc.location, number]));
    const all = new Lexicon(lexicon, [], Object.values(questions).flatMap(({ names }) => names));
    const used = new Set();
    this.#index = new Index(
      this.#docs.map((doc) =>
        Object.entries(WEIGHTS).map(([field, weight]) => {
          const words = wordsOf(doc[field]);
          words.filter(({ number }) => !number).forEach(({ plain }) => used.add(plain));
          const stems = words.filter((word) => !all.isIdle(word)).map(({ stem }) => stem);
          return { terms: [...stems, ...all.tokens(words)], weight };
        }),
      ),
    );
    this.#reader = new Reader(all, this.#index, used);
    this.#protocols = Object.entries(questions).map(([id, about]) => ({
      id,
      retrieval: new Retrieval(about, lexicon),
      place: new Map(about.statements.map(({ id: name, page }) => [name, `protocols/${id}/${page}.html#${name}`])),
    }));
    Retrieval.compare(this.#protocols.map(({ retrieval }) => retrieval));
  }

  /** @param {string} query
      @returns {object[][]} pages, best first, each a list of itself and its sections */
  find(query) {
    const statements = this.#statements(query).map((number) => ({ number, score: AT_ONCE }));
    const named = new Set(statements.map(({ number }) => number));
    const sections = this.#sections(query).filter(({ number }) => !named.has(number));
    const late = ({ number }) => LAST.test(this.#docs[number].location);
    const early = sections.filter((each) => !late(each));
    const pages = new Map();
    const statementPages = new Set(statements.map(({ number }) => pageOf(this.#docs[number].location)));
    for (const { number, score } of [...statements, ...early, ...sections.filter(late)].slice(0, MOST.sections)) {
      const page = pageOf(this.#docs[number].location);
      const found = pages.get(page) ?? [];
      pages.set(page, found);
      if (this.#docs[number].location !== page) {
        // Where a page has a statement that answers, its other sections are folded; elsewhere its best two are shown.
        const shown = named.has(number) || (!statementPages.has(page) && found.length < 2);
        found.push(this.#shown(number, shown ? AT_ONCE : FOLDED, query, score));
      }
    }
    return [...pages].flatMap(([page, found]) => {
      const number = this.#byLocation.get(page);
      return number === undefined ? [] : [[this.#shown(number, AT_ONCE, query), ...found]];
    });
  }

  /* Statements as a question finds them, those of one protocol together: first the protocol that the search names, or
     else the one that knows most of it and says most about it. */
  #statements(query) {
    const found = this.#protocols.map(({ id, retrieval, place }) => {
      const named = retrieval.names(id).every((name) => retrieval.names(query).includes(name));
      const most = named || this.#protocols.length === 1 ? MOST.ofMeant : MOST.ofEach;
      const { found, known } = retrieval.find(query);
      return found
        .map((each) => ({ place: place.get(each.id), score: each.score * known ** KNOWN * (named ? NAMED : 1) }))
        .slice(0, most);
    });
    const ranked = found.flat().sort((one, other) => other.score - one.score);
    const worth = ranked.filter(({ score }) => score >= WORTH.statement * ranked[0].score).slice(0, MOST.statements);
    return [...new Set(worth.map((each) => found.find((some) => some.includes(each))))]
      .flatMap((some) => some.filter((each) => worth.includes(each)))
      .map((each) => this.#byLocation.get(each.place))
      .filter((number) => number !== undefined);
  }

  #sections(query) {
    const scores = new Map();
    for (const part of this.#reader.read(query).parts) {
      const best = new Map();
      for (const [term, weight] of part.terms) {
        for (const [number, score] of this.#index.score(term)) {
          best.set(number, Math.max(best.get(number) ?? 0, score * weight));
        }
      }
      best.forEach((score, number) => scores.set(number, (scores.get(number) ?? 0) + score));
    }
    const ranked = [...scores].map(([number, score]) => ({ number, score })).sort((one, other) => other.score - one.score);
    return ranked.filter(({ score }) => score >= WORTH.section * ranked[0].score);
  }

  #shown(number, score, query) {
    const { location, title, text } = this.#docs[number];
    const cut = text.length > SHOWN ? `${text.slice(0, SHOWN).replace(/\s+\S*$/, "")} …` : text;
    const typed = wordsOf(query).filter(({ number: digits }) => !digits).map(({ written }) => [written, true]);
    return { location, title: escaped(title), text: escaped(cut), score, terms: Object.fromEntries(typed) };
  }
}
