/* The role goes with every link into the site: to a new tab, which shares nothing with this one, as well. */

import { naming } from "./role.js";

const OCCASIONS = ["pointerdown", "contextmenu", "click", "auxclick", "focusin", "dragstart"];

/** Whether a link leads to another page of this site. (A file may lie in any folder of the disk.) */
function leadsOn(link) {
  const same = link.protocol === location.protocol && link.host === location.host;
  return same && /(\.html|\/)$/.test(link.pathname) && !isHere(link);
}

const isHere = (link) => link.pathname === location.pathname && link.search === location.search;

/** A link says who reads only once somebody turns to it: most are never followed, and some come later.
    @param {() => string} role */
export function carry(role) {
  for (const occasion of OCCASIONS) {
    document.addEventListener(
      occasion,
      ({ target }) => {
        const link = target.closest?.("a[href]");
        if (link instanceof HTMLAnchorElement && leadsOn(link)) {
          const hash = naming(link.hash, role());
          if (hash !== link.hash) {
            link.hash = hash;
          }
        }
      },
      { capture: true },
    );
  }
}
