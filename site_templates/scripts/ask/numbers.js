/* Numbers of a question: which measured finding each belongs to, and the limits of the rules that it breaks.
   Only the order of statements depends on it, so that a number of the browser's own kind will do. */

/** How a unit is typed → its UCUM code. */
const TYPED = { mmol: "mmol/L", "mmol/l": "mmol/L", meq: "meq/L", "meq/l": "meq/L", "mg/dl": "mg/dL", ms: "ms", msec: "ms", "/ul": "/uL" };

/** What may follow a number and says nothing by itself. */
const UNITS = new Set(
  "mg g kg ug µg mcg ml l dl ms msec s sec min h hr hrs d mmol mol meq ul % x wk mo cm mm hg bpm iu u m2".split(" "),
);

/** @returns {boolean} whether a word may be a unit */
export const isUnitName = (word) => UNITS.has(word.plain);

/** @returns {boolean} whether a word is the unit of a number before it, or the second part of one: mmol/l */
export function isUnit(words, place) {
  const [word, before] = [words[place], words[place - 1]];
  return !word.number && UNITS.has(word.plain) && (Boolean(before?.number) || (place > 1 && UNITS.has(before.plain) && isUnit(words, place - 1)));
}

const HOLDS = {
  above: (value, limit) => value > limit,
  at_least: (value, limit) => value >= limit,
  below: (value, limit) => value < limit,
  at_most: (value, limit) => value <= limit,
  equals: (value, limit) => value === limit,
};

function holds(relation, value, limit) {
  const negated = relation.startsWith("not_");
  return HOLDS[negated ? relation.slice(4) : relation](value, limit) !== negated;
}

/* What a number may be in the finding's own unit: by the unit that was typed, or by any that makes it plausible. */
function readings(value, typed, { units, plausible: [low, high] }) {
  const code = TYPED[typed] ?? TYPED[typed.split("/")[0]];
  return (code in units ? [code] : Object.keys(units))
    .map((unit) => value * units[unit])
    .filter((own) => own >= low && own <= high);
}

/** What a number says of statements: those whose limit it breaks, those that rest on that, and those about the finding.
    @param {number} value
    @param {{plain: string}[]} following  the two words after it, of which a unit may be made
    @returns {{broken: Set<string>, behind: Set<string>, about: Set<string>} | null} null where it cannot be the finding's */
export function judged(value, following, finding) {
  const values = readings(value, following.map(({ plain }) => plain).join("/"), finding);
  if (values.length === 0) {
    return null;
  }
  const said = { broken: new Set(), behind: new Set(), about: new Set(finding.statements) };
  for (const limit of finding.limits) {
    const broken = values.some((own) => holds(limit.is, own, limit.value));
    said[broken ? "broken" : "about"].add(limit.statements[0]);
    (broken ? (limit.also ?? []) : []).forEach((id) => said.behind.add(id));
  }
  return said;
}
