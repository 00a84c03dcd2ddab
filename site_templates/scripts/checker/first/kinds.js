/* Kinds of what can be entered: which answer of a choice, or between which edges a number lies. */

import { compared } from "../form/decimal.js";

/** A number that is looked up. Beyond so many digits, and for much smaller ones, Python spells it otherwise. */
const DIGITS = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const MOST_DIGITS = 15;
const TINY = /^-?0\.0000/;
const NOTHING = /^-?0(?:\.0+)?$/;

/** The kind of an entry; null where there is none.
    @param {{answers?: object, units?: object, whole?: boolean}} finding  as the table has it
    @param {unknown} value  as in a case, a number as a list of its digits */
export function kindOf({ answers, units, whole }, value) {
  if (answers) {
    const kind = answers[JSON.stringify(value)];
    return kind === undefined ? null : kind;
  }
  const number = whole ? value : value?.value;
  if (!Array.isArray(number) || number.length !== 1 || !isPlain(number[0]) || (whole && /\.0*[1-9]/.test(number[0]))) {
    return null;
  }
  const unit = whole ? "1" : value.unit;
  if (!Object.hasOwn(units, unit)) {
    return null;
  }
  const kind = units[unit].kinds[regionOf(number[0], units[unit].edges)];
  return kind < 0 ? null : kind;
}

/** Below the first edge lies region 0, at it 1, above it 2, and so on. */
function regionOf(digits, edges) {
  const edge = edges.findIndex((each) => compared(digits, each) <= 0);
  if (edge < 0) {
    return 2 * edges.length;
  }
  return 2 * edge + (compared(digits, edges[edge]) === 0 ? 1 : 0);
}

const isPlain = (digits) =>
  DIGITS.test(digits) &&
  digits.replace(/\D/g, "").length <= MOST_DIGITS &&
  (NOTHING.test(digits) ? !digits.startsWith("-") : !TINY.test(digits));

/** A number without zeros that say nothing. */
export const normal = (digits) => (digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits);
