/* What a page says of its own files that do not come. */

import { _ } from "../words/language.js";

/** What a page lacks without a file, by the beginning of its name. */
const LACKS = [
  [/^(checker|engine)\./, _("Without it the checker does not start.")],
  [/^bundle\./, _("Without it search and menus do not work.")],
  [/\.css$/, _("Without it the page looks plain.")],
  [/^(ask|lexicon|questions-.*)\./, _("Without it questions are not answered.")],
];

export const words = {
  loading: _("Loading the checker…"),
  notStarted: (reason) => _("The checker could not start: {reason} The reference pages are not affected.", { reason }),
  missing: (name) => _("{name} could not be loaded, or is not the file that it should be.", { name }),
  slow: (name) => _("{name} is slow to come.", { name }),
  lack: (name) => LACKS.find(([pattern]) => pattern.test(name))?.[1] ?? _("Without it a part of this page does not work."),
  offline: _("There is no connection; it goes on by itself once there is one."),
  again: _("Try again"),
};
