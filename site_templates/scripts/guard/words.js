/* What a page says of its own files that do not come. */

import { _ } from "../words/language.js";

/** What a page lacks until a file comes, by the beginning of its name. */
const LACKS = [
  [/^(checker|engine)\./, _("Until then the checker does not start.")],
  [/^bundle\./, _("Until then search and menus do not work.")],
  [/^first-/, _("Until then an answer comes only once the checker is loaded.")],
  [/\.css$/, _("Until then the page looks plain.")],
  [/^(ask|lexicon|questions-.*)\./, _("Until then questions are not answered.")],
];

const SOMETHING = _("Until then a part of this page does not work.");
const lack = (name) => LACKS.find(([pattern]) => pattern.test(name))?.[1] ?? SOMETHING;

export const words = {
  loading: _("Loading the checker…"),
  notStarted: (reason) => _("The checker could not start: {reason} The reference pages are not affected.", { reason }),
  missing: (name) => _("{name} could not be loaded, or is not the file that it should be.", { name }),
  severalMissing: (names) =>
    _("{names} could not be loaded, or are not the files that they should be.", { names: names.join(", ") }),
  slow: (names) => _("Still on the way: {names}.", { names: names.join(", ") }),
  lacks: (names) => {
    const found = [...new Set(names.map(lack))];
    return found.length > 1 ? found.filter((sentence) => sentence !== SOMETHING) : found;
  },
  offline: _("There is no connection; it goes on by itself once there is one."),
  again: _("Try again"),
};
