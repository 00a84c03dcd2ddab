/* The reader's language: the build puts the words that scripts show in another language into CATALOGUE. English needs none.
   The language itself is the page's. */

const catalogue = typeof CATALOGUE === "undefined" ? {} : CATALOGUE; // eslint-disable-line no-undef

/** A message in the page's language, with values for the names in its braces. */
export function _(message, values = {}) {
  const text = Object.hasOwn(catalogue, message) ? catalogue[message] : message;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? values[name] : whole));
}

/** One of two messages by a count, which they call {count}. */
export function ngettext(one, several, count, values = {}) {
  return _(count === 1 ? one : several, { count, ...values });
}

/** What stands between whole numbers and decimals, as the page's language writes them. */
export const decimalMark = (1.5).toLocaleString(document.documentElement.lang || "en").charAt(1);
