/* On every page: whether a review is overdue is decided when the page is shown, and again while it stays open. */

import { tellStanding } from "./review/standing.js";

/** Milliseconds: a page that stands open on a ward says it soon after midnight. */
const AGAIN = 60_000;

/* With instant navigation the theme swaps pages without loading this script again; it says so by `document$`. */
if (window.document$) {
  window.document$.subscribe(tellStanding);
} else {
  tellStanding();
}
setInterval(tellStanding, AGAIN);
document.addEventListener("visibilitychange", tellStanding);
for (const event of ["pageshow", "beforeprint"]) {
  addEventListener(event, tellStanding);
}
