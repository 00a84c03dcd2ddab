/* What is open: one list by finding, each with what it decides, and the finding that is best asked for next. */

import { element, joined } from "../dom.js";
import { words } from "../words.js";
import { URGENCIES } from "../urgencies.js";

/** Findings named at once beside a decision; the others are in the list. */
const MOST_NAMED = 2;

/** What each missing finding decides, what is most urgent first.
    @param {import("./items.js").Item[]} items  what is open
    @param {import("./items.js").Items} all
    @returns {{finding: string, decides: string[]}[]} */
export function decidedBy(items, all) {
  const found = new Map();
  const urgent = [...items].sort((one, other) => URGENCIES.indexOf(one.urgency) - URGENCIES.indexOf(other.urgency));
  for (const item of urgent) {
    for (const finding of item.result.missing) {
      const decides = found.get(finding) ?? new Set();
      found.set(finding, decides.add(all.subject(item)));
    }
  }
  return [...found].map(([finding, decides]) => ({ finding, decides: [...decides] }));
}

/** A line for each finding; to a patient, what it decides is said nowhere, since nothing of it is decided.
    @param {import("../form/findings-form.js").FindingsForm} form */
export function openLines(findings, form) {
  return findings.map(({ finding, decides }) =>
    element("li", { "data-readers": "some" }, form.link(finding), element("span", { class: "wb-open__decides" }, ` ${words.decides(decides)}`)),
  );
}

/** What is open of a decision that stands: its findings in one line.
    @param {Element} place  @param {import("./items.js").Item[]} items
    @param {string | undefined} known  the finding that the decision's own words speak of already */
export function tellOpen(place, items, known, form) {
  const missing = [...new Set(items.flatMap(({ result }) => result.missing))].filter((finding) => finding !== known);
  // One more than fits is shown rather than counted.
  const named = missing.length > MOST_NAMED + 1 ? missing.slice(0, MOST_NAMED) : missing;
  const links = named.flatMap((finding, index) => [index ? ", " : " ", form.link(finding)]);
  const rest = missing.length - named.length;
  place.replaceChildren(words.stillOpen, ...links, ...(rest ? [joined(` ${words.andMore(rest)}`)] : []));
  place.hidden = missing.length === 0;
}

/** What is most urgent and not decided yet, so that what is to be done now does not look like all of it.
    @param {import("./items.js").Item[]} open  of subjects on which nothing is indicated  @param {import("./items.js").Items} all */
export function tellUndecided(place, open, all) {
  const subjects = [...new Set(open.filter(({ urgency }) => urgency === URGENCIES[0]).map((item) => all.subject(item)))];
  const rest = subjects.length - MOST_NAMED;
  place.textContent = joined(words.undecidedNow([...subjects.slice(0, MOST_NAMED), ...(rest > 0 ? [words.andMore(rest)] : [])]));
  place.hidden = subjects.length === 0;
}

/** The finding to ask for next: first what a half-known grade at the top waits for, where something urgent hangs on it;
    then what says whether an urgent instruction is under way already; then what settles most of what is most urgent,
    whatever it turns out to be. Before a finding comes the one without which nobody can answer it.
    @param {object} known
    @param {{finding: string, changes: Record<string, string>}[]} known.others  what other answers would change
    @param {import("./items.js").Item[]} known.open  what is open
    @param {import("./items.js").Item[]} known.indicated
    @param {Set<string>} known.given  the findings that are answered
    @param {Map<string, string>} known.gates
    @param {Set<string>} known.undecided  the findings that can still change a result at the top
    @returns {string | undefined} */
export function bestNext({ others, open, indicated, given, gates, undecided }) {
  const urgencies = new Map(open.map((item) => [item.result.id, URGENCIES.indexOf(item.urgency)]));
  const gains = new Map();
  for (const { finding, changes } of others) {
    const settled = Object.entries(changes).filter(([id, status]) => urgencies.has(id) && status !== "undetermined");
    if (settled.length && !given.has(finding)) {
      const gain = gains.get(finding) ?? { count: 0, sums: URGENCIES.map(() => 0) };
      gain.count += 1;
      for (const [id] of settled) {
        gain.sums[urgencies.get(id)] += 1;
      }
      gains.set(finding, gain);
    }
  }
  // An answer that settles nothing is not listed; a question has two answers at least.
  const mean = ({ sums, count }, urgency) => sums[urgency] / Math.max(2, count);
  const first = [...gains].filter(([finding, { sums }]) => undecided.has(finding) && sums[0] > 0);
  const twice = indicated.find(({ node, urgency }) => urgency === URGENCIES[0] && node.dataset.underWay && !given.has(node.dataset.underWay));
  if (twice && !first.length) {
    return twice.node.dataset.underWay;
  }
  const [best] = (first.length ? first : [...gains]).sort(([, one], [, other]) => {
    const parted = URGENCIES.findIndex((_, urgency) => mean(one, urgency) !== mean(other, urgency));
    return parted < 0 ? 0 : mean(other, parted) - mean(one, parted);
  });
  const gate = gates.get(best?.[0]);
  return gate && !given.has(gate) ? gate : best?.[0];
}
