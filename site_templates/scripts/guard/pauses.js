/* How long is waited before a file that failed is asked for again by itself: for those of the page and of the checker alike. */

/** Milliseconds between a failure and the next try; the last one goes on. */
const PAUSES = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** @param {number} failures  how many there were before */
export const pauseAfter = (failures) => PAUSES[Math.min(failures, PAUSES.length - 1)];
