/* Numbers: what is typed as digits for the engine, and digits as the page's language writes them. */

import { decimalMark } from "../../words/language.js";

/** A number as people write it: decimal comma or point, any minus sign, spaces between thousands. */
const NUMBER = /^([+-]?)(\d*)(?:[.,](\d*))?$/;

/** Three digits after a mark: "10,000" is ten thousand to one reader and ten to the next, and so is "10.000". */
const AMBIGUOUS = /^[+-]?0*[1-9]\d{0,2}[.,]\d{3}$/;

const normal = (typed) =>
  typed.trim().replace(/[−–]/g, "-").replace(/(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))/g, "");

export const isAmbiguous = (typed) => AMBIGUOUS.test(normal(typed));

/** Three digits after a mark would be ambiguous; a fourth says the same, and is not. */
export const plainly = (text) => (isAmbiguous(text) ? `${text}0` : text);

/** The JSON number that a text stands for, digit by digit: a JavaScript number would round. Null when it is none, or
    when it can be read in two ways. */
export function numberLiteral(typed) {
  const match = NUMBER.exec(normal(typed));
  if (!match || !(match[2] || match[3]) || isAmbiguous(typed)) {
    return null;
  }
  const [, sign, whole, fraction] = match;
  return (sign === "-" ? "-" : "") + (whole.replace(/^0+(?=\d)/, "") || "0") + (fraction ? `.${fraction}` : "");
}

/** A decimal literal as the page's language writes it. */
export const spelled = (literal) => literal.replace(".", decimalMark);
