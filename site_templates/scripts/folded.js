/* A link to something that is folded away opens what holds it. Some browsers do so by themselves; here it is made certain. */

/** What a part of a page that is folded belongs to: the heading of a statement stands before its fold. */
const OWNERS = ".wb-statement, .wb-disagreement";

/** Open what holds the place that an address leads to.
    @param {string} hash  as in `#S08` */
function unfold(hash) {
  const target = document.getElementById(placeIn(hash));
  if (!target) {
    return;
  }
  const within = [];
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    within.push(fold);
  }
  const hidden = within.some((fold) => !fold.open);
  const own = target.matches("h3, h4") ? target.closest(OWNERS)?.querySelector(":scope > details") : null;
  for (const fold of [...within, own]) {
    if (fold) {
      fold.open = true;
    }
  }
  if (hidden) {
    target.scrollIntoView();
  }
}

function placeIn(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return ""; // not written by this site
  }
}

unfold(location.hash);
addEventListener("hashchange", () => unfold(location.hash));
// A link to where the reader is already changes no address.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href*='#']");
  if (link && link.hash === location.hash && link.pathname === location.pathname) {
    unfold(link.hash);
  }
});
