/* Before anything is shown: who is reading. It stands in the HTML of every page, so that no dose flashes up before a patient
   whose page is still being read. A role behind the # is taken from there and kept, and the address leads on to its place. */

import { keepForTab, known, named } from "../audience/role.js";

function take() {
  const { role, to, isRole } = named(location.hash);
  document.documentElement.dataset.audience = role ?? document.documentElement.dataset.audience ?? known();
  if (isRole && role !== null && keepForTab(role)) {
    // Gone from the address, or coming back to this page would undo what the reader chose since.
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  if (to) {
    location.replace(`#${to}`);
  }
}

export function takeReader() {
  take();
  addEventListener("hashchange", () => {
    if (named(location.hash).role) {
      take();
      document.dispatchEvent(new Event("wardbook:reader"));
    }
  });
  // A page that was left is shown again as it was; who reads may have changed since.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.documentElement.dataset.audience = known();
      document.dispatchEvent(new Event("wardbook:reader"));
    }
  });
}
