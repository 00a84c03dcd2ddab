/* How fast this device computes just now, by a piece of work of known length: what matters is what is left of the processor
   while a page is being loaded. */

/** Milliseconds that the work took on the machine of the benchmarks (benchmarks/results.md). */
const THERE = 11;

/** Milliseconds after which enough is known. */
const LONGEST = 80;

/** Enough to last longer than a device with a share of a core computes at a stretch. */
const PORTIONS = 80;
const ROUNDS = 90_000;

/** How many times longer than there the same work takes here. */
export function slowness() {
  const begun = performance.now();
  let passed = 0;
  let done = 0;
  let number = 1;
  while (done < PORTIONS && passed < LONGEST) {
    for (let round = 0; round < ROUNDS; round += 1) {
      number = (Math.imul(number, 1_103_515_245) + 12_345) ^ (number >>> 7);
    }
    done += 1;
    passed = performance.now() - begun;
  }
  return number === 0.5 ? 0 : (passed * PORTIONS) / (done * THERE); // the number is used, so that no engine leaves it out
}
