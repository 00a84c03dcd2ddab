/* The table of first answers: looks a case up among those that the engine was asked about when the site was built.
   build_scripts/exports/first_answers makes it. Nothing is decided here: a number is looked up between its edges, and an
   answer is joined from its parts. */

import { kindOf, normal } from "./kinds.js";

/** Signs are characters that count from this one on, without the backslash. */
const FIRST_SIGN = 0x23;
const BACKSLASH = 0x5c;

/** What a text of the table leaves a place for; the next character says of which finding. */
const PLACES = /([\ufdd0-\ufdd2])(.)/gsu;
const AS_DATA = "\ufdd0";
const AS_WORDS = "\ufdd1";

export class Table {
  #data;
  #positions;
  #first = new Map(); // findings that are entered together, as signs → number of their first case
  #counts;

  /** @param {object} data  as the build made it */
  constructor(data) {
    this.#data = data;
    this.#positions = new Map(data.findings.map(({ id }, position) => [id, position]));
    this.#counts = data.findings.map(({ count }) => count);
    let cases = 0;
    for (const signs of data.together) {
      this.#first.set(signs, cases);
      cases += [...signs].reduce((product, sign) => product * this.#counts[numberOf(sign)], 1);
    }
  }

  /** Any so many findings are answered. */
  get anyOf() {
    return this.#data.anyOf;
  }

  has(finding) {
    return this.#positions.has(finding);
  }

  /** The engine's answer to a case, as text; null where the table does not hold it.
      @param {string} text  a case as the form writes it */
  answer(text) {
    const findings = read(text, this.#data.protocol);
    if (findings === null) {
      return null;
    }
    const positions = findings.map(([id]) => this.#positions.get(id));
    if (positions.some((position, index) => position === undefined || (index > 0 && position <= positions[index - 1]))) {
      return null;
    }
    const first = this.#first.get(String.fromCharCode(...positions.map(codeOf)));
    const kinds = positions.map((position, index) => kindOf(this.#data.findings[position], findings[index][1]));
    if (first === undefined || kinds.some((kind) => kind === null)) {
      return null;
    }
    const number = kinds.reduce((sum, kind, index) => sum * this.#counts[positions[index]] + kind, 0);
    return this.#joined(first + number, new Map(positions.map((position, index) => [position, findings[index][1]])));
  }

  #joined(number, values) {
    const { parts, around, signs, names, mark } = this.#data;
    const text = parts.map((known, place) => {
      const part = known[signs[place] ? numberOf(signs[place].charAt(number)) : 0];
      return part === null ? "" : around[place][0] + part + around[place][1];
    });
    return text.join("").replace(PLACES, (_, kind, sign) => {
      const position = numberOf(sign);
      if (kind !== AS_DATA && kind !== AS_WORDS) {
        return names[position];
      }
      const value = values.get(position);
      const digits = value.value?.[0] ?? value[0];
      return kind === AS_DATA ? normal(digits) : digits.replace("-", "−").replace(".", mark);
    });
  }
}

const codeOf = (number) => (FIRST_SIGN + number < BACKSLASH ? FIRST_SIGN + number : FIRST_SIGN + number + 1);
const numberOf = (sign) => sign.charCodeAt(0) - FIRST_SIGN - (sign.charCodeAt(0) > BACKSLASH ? 1 : 0);

/** The findings of a case in their order, each number as a list of its digits: a JavaScript number would round.
    @returns {[string, unknown][] | null} */
function read(text, protocol) {
  const quoted = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/g, (found) => (found[0] === '"' ? found : `["${found}"]`));
  try {
    const data = JSON.parse(quoted);
    return data.protocol === protocol ? Object.entries(data.findings) : null;
  } catch {
    return null;
  }
}
