/* Where a page comes from, for those who meet what was printed or copied from it. */

import { _ } from "./language.js";

/** The page's address without what follows '?' or '#', which may be about a patient. */
export function address() {
  return location.protocol === "file:" ? _("a copy on a disk") : location.origin + location.pathname;
}
