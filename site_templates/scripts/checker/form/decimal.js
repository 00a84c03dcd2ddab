/* Decimals digit by digit, for units that are changed after a number was typed: a JavaScript number would round. */

const parse = (literal) => {
  const [whole, fraction = ""] = literal.split(".");
  return { digits: BigInt(whole + fraction), scale: fraction.length };
};

/** Decimals that a number may have and still be shown whole; beyond them it is rounded. */
const EVEN = 6;

/** Significant digits of a number that is rounded for the eye. */
const SHOWN = 4;

/** A decimal literal × one factor ÷ another. Whole where it comes out even, else rounded.
    @param {string} literal  @param {string} times  @param {string} by
    @returns {string} a decimal literal */
export function converted(literal, times, by) {
  const [value, one, other] = [literal, times, by].map(parse);
  const top = value.digits * one.digits * 10n ** BigInt(other.scale);
  const bottom = other.digits * 10n ** BigInt(value.scale + one.scale);
  const even = 10n ** BigInt(EVEN);
  if ((top * even) % bottom === 0n) {
    return spelled((top * even) / bottom, EVEN);
  }
  const decimals = Math.max(0, SHOWN - 1 - size(top < 0n ? -top : top, bottom));
  const twice = (2n * top * 10n ** BigInt(decimals)) / bottom;
  return spelled((twice + (twice < 0n ? -1n : 1n)) / 2n, decimals);
}

/** The power of ten of the first digit of top ÷ bottom: by counting digits, since a JavaScript number has an end. */
function size(top, bottom) {
  const power = String(top).length - String(bottom).length;
  const [one, other] = power < 0 ? [top * 10n ** BigInt(-power), bottom] : [top, bottom * 10n ** BigInt(power)];
  return one < other ? power - 1 : power;
}

function spelled(digits, decimals) {
  const negative = digits < 0n;
  const text = String(negative ? -digits : digits).padStart(decimals + 1, "0");
  const whole = text.slice(0, text.length - decimals);
  const fraction = decimals ? text.slice(-decimals).replace(/0+$/, "") : "";
  return (negative ? "-" : "") + whole + (fraction && `.${fraction}`);
}
