/* What is kept: each field as it was typed and chosen, so that it can be put back without the engine. A text that is not
   exactly of this form is not read at all. */

import { plainly, spelled } from "../form/numbers.js";

/** Of this form; another one is another number. */
const FORM = 1;

const LITERAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;

const isText = (value) => typeof value === "string";
const hasKeys = (value, ...keys) =>
  typeof value === "object" && value !== null && Object.keys(value).sort().join() === [...keys].sort().join();

/** Digits that were opened from a file are those of the number that is shown. */
const isDigits = (kept) =>
  kept === null ||
  (hasKeys(kept, "literal", "shown") &&
    isText(kept.literal) &&
    LITERAL.test(kept.literal) &&
    kept.shown === plainly(spelled(kept.literal)));

const isState = (state) =>
  hasKeys(state, "chosen", "typed", "unit", "kept") &&
  [state.chosen, state.typed, state.unit].every(isText) &&
  isDigits(state.kept);

const isEntry = (entry) =>
  hasKeys(entry, "id", "label", "half", "state") &&
  isText(entry.id) &&
  isText(entry.label) &&
  typeof entry.half === "boolean" &&
  isState(entry.state);

/** @typedef {{id: string, label: string, half: boolean, state: object}} Entry  of a field; `half` of a date that a browser
      shows to nobody while it is incomplete
    @typedef {{digest: string, entered: number, seen: number, left: boolean, entries: Entry[]}} Kept  `digest` of the
      protocol; moments in milliseconds, when something was last entered and when somebody last said whose it is; `left` when
      the page had been left as pages are, and not by a crash or as the original of a copied tab */

/** @param {Kept} kept */
export const written = (kept) => JSON.stringify({ form: FORM, ...kept });

/** @param {string | null} text
    @returns {Kept | null} */
export function readBack(text) {
  let kept;
  try {
    kept = JSON.parse(text);
  } catch {
    return null;
  }
  const whole =
    hasKeys(kept, "form", "digest", "entered", "seen", "left", "entries") &&
    kept.form === FORM &&
    isText(kept.digest) &&
    Number.isFinite(kept.entered) &&
    Number.isFinite(kept.seen) &&
    typeof kept.left === "boolean" &&
    Array.isArray(kept.entries) &&
    kept.entries.length > 0 &&
    kept.entries.every(isEntry);
  if (!whole) {
    return null;
  }
  const { form, ...rest } = kept;
  return rest;
}
