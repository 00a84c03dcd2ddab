/* Decimals digit by digit, for a number that is shown in another unit as well: a JavaScript number would round. */

/** Numerator and denominator of a decimal or a fraction: 37.5, -160/9. */
const parse = (text) => {
  const [literal, below = "1"] = text.split("/");
  const [whole, fraction = ""] = literal.split(".");
  return { top: BigInt(whole + fraction), bottom: 10n ** BigInt(fraction.length) * BigInt(below) };
};

/** Which of two numbers is the larger: above zero, if it is the first. Exact, for a decimal and a fraction too.
    @param {string} one  @param {string} other */
export function compared(one, other) {
  const { top } = difference(parse(one), parse(other));
  return top > 0n ? 1 : top < 0n ? -1 : 0;
}

/** Decimals that a number may have, and significant digits, and still be shown whole; beyond them it is rounded. */
const EVEN = 6;
const WHOLE = 5;

/** Significant digits of a number that is rounded for the eye. */
const SHOWN = 3;

/** A decimal literal in another unit, for the eye. Whole where it comes out even, else rounded.
    @param {string} literal
    @param {{times: string, plus: string}} from  @param {{times: string, plus: string}} to  for each of the two units:
      a value in the finding's own unit = a value in this one × times + plus
    @returns {{number: string, isExact: boolean}} a decimal literal, and whether nothing was rounded */
export function converted(literal, from, to) {
  const [value, times, plus, otherTimes, otherPlus] = [literal, from.times, from.plus, to.times, to.plus].map(parse);
  const product = { top: value.top * times.top, bottom: value.bottom * times.bottom };
  const own = difference(product, { ...plus, top: -plus.top });
  const rest = difference(own, otherPlus);
  const top = rest.top * otherTimes.bottom;
  const bottom = rest.bottom * otherTimes.top;
  const even = 10n ** BigInt(EVEN);
  if ((top * even) % bottom === 0n) {
    const number = spelled((top * even) / bottom, EVEN);
    if (number.replace(/^-?0*\.?0*|\./g, "").replace(/0+$/, "").length <= WHOLE) {
      return { number, isExact: true };
    }
  }
  const decimals = Math.max(0, SHOWN - 1 - size(top < 0n ? -top : top, bottom));
  const twice = (2n * top * 10n ** BigInt(decimals)) / bottom;
  return { number: spelled((twice + (twice < 0n ? -1n : 1n)) / 2n, decimals), isExact: false };
}

const difference = (one, other) => ({
  top: one.top * other.bottom - other.top * one.bottom,
  bottom: one.bottom * other.bottom,
});

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
