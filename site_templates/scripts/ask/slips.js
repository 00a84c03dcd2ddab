/* Words that nobody knows as they stand: other endings, words put together, and slips of the finger. */

import { barely } from "./analysis.js";

/** The shortest part of a word that was put together, and what may stand between two parts. */
const PART = 4;
const JOINTS = ["", "s", "n", "en", "es", "o"];

/** How many slips a word of a length may hold. */
const slipsIn = (word) => (word.length < 5 ? 0 : word.length < 8 ? 1 : 2);

/** Letters to change, add, drop or exchange with their neighbour to get from one word to the other, `most` at most. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) {
    return most + 1;
  }
  let [earlier, before] = [[], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let place = 1; place <= other.length; place += 1) {
      const same = one[row - 1] === other[place - 1];
      now[place] = Math.min(before[place] + 1, now[place - 1] + 1, before[place - 1] + (same ? 0 : 1));
      if (row > 1 && place > 1 && one[row - 1] === other[place - 2] && one[row - 2] === other[place - 1]) {
        now[place] = Math.min(now[place], earlier[place - 2] + 1);
      }
    }
    if (Math.min(...now) > most) {
      return most + 1;
    }
    [earlier, before] = [before, now];
  }
  return before[other.length];
}

export class Slips {
  #words;
  #barely = new Map();

  /** @param {Iterable<string>} words  every word that is known, in plain spelling */
  constructor(words) {
    this.#words = [...words].filter((word) => word.length > 2 && !/^\d/.test(word));
    for (const word of this.#words) {
      const root = barely(word);
      this.#barely.set(root, [...(this.#barely.get(root) ?? []), word]);
    }
  }

  /** @returns {{words: string[], weight: number, slip?: boolean}[]} what a word may stand for: each a word, or the words that it joins */
  of(word) {
    const forms = this.#barely.get(barely(word));
    if (forms) {
      return forms.map((form) => ({ words: [form], weight: 0.95 }));
    }
    const begun = word.length > 3 ? this.#words.filter((other) => other.startsWith(word)) : [];
    if (begun.length && begun.length < 9) {
      return begun.map((other) => ({ words: [other], weight: 0.85 }));
    }
    const parts = this.#joined(word);
    if (parts) {
      return [{ words: parts, weight: 0.9 }];
    }
    const most = slipsIn(word);
    let near = [];
    let least = most;
    for (const other of this.#words) {
      // A slip seldom hits the first letter, and a short word becomes another one too easily.
      if (other.length < 4 || (word.length < 6 && other[0] !== word[0])) {
        continue;
      }
      const far = distance(word, other, least);
      if (far < least) {
        [near, least] = [[], far];
      }
      if (far === least && far <= most) {
        near.push({ words: [other], weight: 0.9 - 0.1 * far, slip: true });
      }
    }
    return most ? near : [];
  }

  #joined(word, depth = 0) {
    for (let cut = word.length - PART; cut >= PART; cut -= 1) {
      const head = this.#whole(word.slice(0, cut));
      if (!head) {
        continue;
      }
      for (const joint of JOINTS) {
        const rest = word.slice(cut).startsWith(joint) ? word.slice(cut + joint.length) : "";
        if (rest.length < PART) {
          continue;
        }
        const tail = this.#whole(rest) ?? (depth < 1 ? this.#joined(rest, depth + 1) : null);
        if (tail) {
          return [head, tail].flat();
        }
      }
    }
    return null;
  }

  #whole(part) {
    return this.#words.includes(part) ? part : (this.#barely.get(barely(part))?.[0] ?? null);
  }
}
