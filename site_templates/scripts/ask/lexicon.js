/* Names for the same thing: which entries of the lexicon a text names, the longest name first. */

import { plainly, stem, wordsOf } from "./analysis.js";

export class Lexicon {
  #names = new Map(); // first stem of a name → the names that begin with it, longest first
  #words = new Set();
  entries = [];
  #idle;

  /** @param {{entries: {names: string[], by?: string[], role?: string}[], idle: string}} shared  the lexicon of all
      @param {string[][]} own  names of one protocol, and of the drugs in the register
      @param {string[][]} others  names of several protocols. What is one thing to one of them may be two to another: a
        list that would make one of two entries is left out. */
  constructor(shared, own = [], others = []) {
    const idle = shared.idle.split(/\s+/).map(plainly);
    this.#idle = new Set([...idle, ...idle.filter((word) => word.length > 3).map(stem)]);
    for (const entry of shared.entries) {
      this.#add(entry.names, entry.by ?? [], entry.role, entry.general);
    }
    for (const names of own) {
      this.#join(names);
    }
    for (const names of others) {
      if (this.#touched(names).size < 2) {
        this.#join(names);
      }
    }
  }

  #touched(names) {
    return new Set(names.flatMap((name) => this.#known(wordsOf(name))?.same ?? []));
  }

  /* Names that share one with an entry are further names of it. */
  #join(names) {
    const touched = this.#touched(names);
    if (touched.size === 0) {
      this.#add(names, []);
    }
    for (const number of touched) {
      names.forEach((name) => this.#name(name, number, 1));
    }
  }

  #known(words) {
    const key = words.map((word) => word.stem).join(" ");
    return this.#names.get(words[0].stem)?.find((each) => each.key === key);
  }

  #add(names, by, role, general = false) {
    const number = this.entries.length;
    // Named by its first name and not by its number, which is another thing's in the lexicon of another protocol.
    this.entries.push({ token: `=${names[0]}`, role, general });
    names.forEach((name) => this.#name(name, number, 1));
    by.forEach((name) => this.#name(name, number, 0));
  }

  #name(name, number, same) {
    const words = wordsOf(name);
    const others = this.#names.get(words[0].stem) ?? [];
    this.#names.set(words[0].stem, others);
    let known = this.#known(words);
    if (!known) {
      const key = words.map((word) => word.stem).join(" ");
      known = { key, stems: key.split(" "), capitals: this.#onlyInCapitals(words), same: [], leads: [] };
      others.push(known);
      others.sort((one, other) => other.stems.length - one.stems.length);
      words.forEach((word) => this.#words.add(word.plain));
    }
    const list = same ? known.same : known.leads;
    if (!list.includes(number)) {
      list.push(number);
    }
  }

  /** @returns {boolean} whether a word says nothing of a question's subject, whatever its ending */
  isIdle({ plain, stem: root }) {
    return this.#idle.has(plain) || this.#idle.has(root);
  }

  /* A name of one letter, or one whose small letters are an ordinary word. */
  #onlyInCapitals([first, ...rest]) {
    return rest.length === 0 && first.written === first.written.toUpperCase() && /\p{L}/u.test(first.written)
      && (first.plain.length === 1 || this.#idle.has(first.plain));
  }

  /** @returns {Set<string>} every word of every name */
  get words() {
    return this.#words;
  }

  /** The longest name that begins at a word, or null. A single letter counts before a number in small letters too. */
  at(words, place) {
    const found = this.#names.get(words[place].stem)?.find(({ stems, capitals }) => {
      const fits = stems.every((part, offset) => part === words[place + offset]?.stem);
      const { written } = words[place];
      return fits && (!capitals || written === written.toUpperCase() || (written.length === 1 && words[place + 1]?.number));
    });
    return found ?? null;
  }

  /** @returns {string[]} the tokens of the entries that a text names */
  tokens(words) {
    return this.#entries(words, "same").map(({ token }) => token);
  }

  /** @returns {string[]} the tokens of the entries to which the words of a text lead */
  leads(words) {
    return this.#entries(words, "leads").map(({ token }) => token);
  }

  /** @returns {Set<string>} the roles of the entries that a text names */
  roles(words) {
    return new Set(this.#entries(words, "same").map(({ role }) => role));
  }

  #entries(words, which) {
    const entries = [];
    for (let place = 0; place < words.length; ) {
      const name = this.at(words, place);
      entries.push(...(name?.[which] ?? []).map((number) => this.entries[number]));
      place += name?.[which].length ? name.stems.length : 1;
    }
    return entries;
  }
}
