/* Every word that the questions' script shows. */

import { _, ngettext } from "../words/language.js";

export const words = {
  found(count, unknown) {
    const nearest = ngettext(
      "This statement comes nearest.",
      "These {count} statements come nearest, the likeliest first.",
      count,
    );
    const strange = _("No statement speaks of: {words}.", { words: unknown.join(", ") });
    return unknown.length ? `${strange} ${nearest}` : nearest;
  },
  none: _("No statement of this protocol bears on this. It may not be covered here; that is no answer either way."),
};
