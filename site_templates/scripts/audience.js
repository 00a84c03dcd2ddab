/* Who is reading: the page holds the wording for every group, and shows that of one. It holds for the pages of this tab, and
   for those opened from it, so that a patient who follows a link still sees no dose; on the device it is kept only if the
   reader says so. A link may name a group behind its #, as in overview.html#as=patient. (The role itself is set by
   reader.js, before the page is shown.) */

import { carry } from "./audience/carried.js";
import { putFirst } from "./audience/first.js";
import { KEY, kept, keepForTab } from "./audience/role.js";
import { tidy } from "./audience/spoken.js";

const root = document.documentElement;
const tell = () => document.dispatchEvent(new Event("wardbook:reader"));

function start(choice) {
  const select = choice.querySelector("select");
  const remember = choice.querySelector("input");

  function keep() {
    keepForTab(select.value);
    try {
      if (remember.checked) {
        localStorage.setItem(KEY, select.value);
      } else {
        localStorage.removeItem(KEY);
      }
    } catch {
      remember.checked = false;
    }
  }

  function show() {
    select.value = root.dataset.audience;
    remember.checked = kept("localStorage") !== null;
  }

  show();
  document.addEventListener("wardbook:reader", show);
  select.addEventListener("change", () => {
    root.dataset.audience = select.value;
    keep();
    tell();
  });
  remember.addEventListener("change", keep);
  choice.hidden = false;
  for (const link of document.querySelectorAll("[data-audience-link]")) {
    link.hidden = false;
  }
}

const choice = document.querySelector("[data-audience-choice]");
if (choice) {
  start(choice);
}
carry(() => root.dataset.audience);
for (const follow of [tidy, putFirst]) {
  document.addEventListener("wardbook:reader", follow);
  follow();
}
