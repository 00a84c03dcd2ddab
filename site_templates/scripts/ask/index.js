/* The index of texts, ranked by BM25F: how rare a word is, and how much of a text is about it. */

/** How fast more of the same word stops counting, and how much a long text is held against it. */
const SATURATION = 5;
const LENGTH = 0.4;

export class Index {
  #found = new Map(); // term → text's number → weight
  #count = 0;
  #among = [this]; // the indexes whose texts say how rare a term is

  /** @param {{terms: string[], weight: number}[][]} texts  the fields of each text */
  constructor(texts) {
    this.#count = texts.length;
    const lengths = [];
    for (const fields of texts) {
      fields.forEach(({ terms }, field) => (lengths[field] = (lengths[field] ?? 0) + terms.length / texts.length));
    }
    texts.forEach((fields, number) => {
      fields.forEach(({ terms, weight }, field) => {
        const share = weight / (1 - LENGTH + (LENGTH * terms.length) / (lengths[field] || 1));
        for (const term of terms) {
          const texts = this.#found.get(term) ?? new Map();
          texts.set(number, (texts.get(number) ?? 0) + share);
          this.#found.set(term, texts);
        }
      });
    });
  }

  has(term) {
    return this.#found.has(term);
  }

  get terms() {
    return this.#found.keys();
  }

  /** Scores of several indexes can be compared when all of them mean the same by a rare term.
      @param {Index[]} indexes */
  static compare(indexes) {
    indexes.forEach((index) => (index.#among = indexes));
  }

  /** How rare a term is; of one that no text holds, as if one did. */
  rarity(term) {
    const sum = (of) => this.#among.reduce((total, index) => total + of(index), 0);
    const count = sum((index) => index.#found.get(term)?.size ?? 0) || 1;
    return Math.log(1 + (sum((index) => index.#count) - count + 0.5) / (count + 0.5));
  }

  /** @returns {Map<number, number>} text's number → its score for a term */
  score(term) {
    const rarity = this.rarity(term);
    return new Map(
      [...(this.#found.get(term) ?? [])].map(([number, weight]) => [
        number,
        (rarity * weight * (SATURATION + 1)) / (weight + SATURATION),
      ]),
    );
  }
}
