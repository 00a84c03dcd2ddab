/* What to ask next: the finding that settles most of what is open, whatever it turns out to be. */

/** @param {{finding: string, changes: Record<string, string>}[]} others  what other answers would change
    @param {Set<string>} waiting  the recommendations that are open
    @param {Set<string>} given  the findings that are answered
    @returns {{finding: string, most: number} | undefined} the finding, and how many it settles at best */
export function bestNext(others, waiting, given) {
  const gains = new Map();
  for (const { finding, changes } of others) {
    const settled = Object.entries(changes).filter(([id, status]) => waiting.has(id) && status !== "undetermined").length;
    if (settled && !given.has(finding)) {
      const gain = gains.get(finding) ?? { finding, sum: 0, count: 0, most: 0 };
      gains.set(finding, { finding, sum: gain.sum + settled, count: gain.count + 1, most: Math.max(gain.most, settled) });
    }
  }
  // An answer that settles nothing is not listed; a question has two answers at least.
  const mean = ({ sum, count }) => sum / Math.max(2, count);
  const [best] = [...gains.values()].sort((one, other) => mean(other) - mean(one));
  return best;
}
