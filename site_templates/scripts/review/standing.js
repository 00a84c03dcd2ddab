/* Whether a review is overdue, by the reader's calendar: a copy that was built before the date would never say it. The words
   are in the page, hidden until they are true; here is only decided which. Days are compared as they are written. */

import { day, longDate } from "../words/dates.js";

/** @param {{due: string, earliest: string}} dates  @param {string} today  all as YYYY-MM-DD */
export function standing({ due, earliest }, today) {
  if (today > due) {
    return "overdue";
  }
  return today < earliest ? "wrong-clock" : "in-time"; // the page itself is from a later day than this clock shows
}

/** Show what is true of every review on this page now. */
export function tellStanding() {
  const now = new Date();
  for (const place of document.querySelectorAll("[data-due]")) {
    const found = standing(place.dataset, day(now));
    for (const node of place.querySelectorAll("[data-standing]")) {
      node.hidden = node.dataset.standing !== found;
    }
    for (const node of place.querySelectorAll("[data-today]")) {
      node.textContent = longDate(now);
    }
  }
}
