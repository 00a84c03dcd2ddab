/* Every word that the page says of its copy on this device. */

import { _ } from "../words/language.js";

export const words = {
  region: _("Version of this site"),
  ready: _("Works offline on this device."),
  offer: _("A new version of this site is here."),
  take: _("Use it now"),
  later: _("Later"),
  reminder: _("A new version is here"),
  outdated: _("This tab still shows the old version. Reload it when you are done."),
  reload: _("Reload"),
  reminderOutdated: _("This tab shows the old version"),
  clears: _("This reloads the page and clears what is entered in the form."),
  clear: _("Reload and clear"),
  keep: _("Keep the form"),
};
