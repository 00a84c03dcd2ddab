/* Every word that the page says of its copy on this device. */

export const words = {
  region: "Version of this site",
  ready: "Works offline on this device.",
  offer: "A new version of this site is here.",
  take: "Use it now",
  later: "Later",
  reminder: "A new version is here",
  outdated: "This tab still shows the old version. Reload it when you are done.",
  reload: "Reload",
  reminderOutdated: "This tab shows the old version",
  clears: "This reloads the page and clears what is entered in the form.",
  clear: "Reload and clear",
  keep: "Keep the form",
};
