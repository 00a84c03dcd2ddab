/* Every word that the questions' script shows. */

import { _, ngettext } from "../words/language.js";

const NONE = _("It may not be covered here; that is no answer either way.");

export const words = {
  adult: _("An adult's dose, and not a child's."),

  /** What is said of an answer: what was read otherwise, what is not known or not spoken of, and how to take the rest. */
  said({ count, read, strange, absent }) {
    const listed = (all) => all.join(", ");
    const lines = read.map(([typed, meant]) => _("“{typed}” was read as “{meant}”.", { typed, meant }));
    if (strange.length) {
      lines.push(_("I did not recognise: {words}.", { words: listed(strange) }));
    }
    if (absent.length) {
      lines.push(_("No statement of this protocol speaks of: {words}.", { words: listed(absent) }));
    }
    if (count) {
      lines.push(
        ngettext(
          "This statement comes nearest.",
          "These {count} statements come nearest, the likeliest first.",
          count,
        ),
      );
    } else if (strange.length) {
      lines.push(_("Try another word for it."));
    } else {
      lines.push(absent.length ? NONE : `${_("No statement of this protocol bears on this.")} ${NONE}`);
    }
    if (absent.length) {
      lines.push(_("The search of the site looks through all protocols."));
    }
    return lines.join(" ");
  },
};
