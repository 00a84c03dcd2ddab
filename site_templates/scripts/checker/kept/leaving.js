/* Leaving: where entries are kept in the page only, a browser asks before the page goes. Nothing is asked of whoever entered
   nothing, nor where the tab keeps what was entered. */

const ask = (event) => event.preventDefault();

/** @param {boolean} wanted  whether there is anything to lose */
export function askBeforeLeaving(wanted) {
  // Registered only while it is needed: some browsers keep no page in their history that asks.
  (wanted ? addEventListener : removeEventListener)("beforeunload", ask);
}
