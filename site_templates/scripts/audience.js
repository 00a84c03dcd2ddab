/* Who is reading: the page holds the wording for every group, and shows that of one. It holds for the pages of this tab, so
   that a patient who follows a link still sees no dose; on the device it is kept only if the reader says so. A link may name
   a group behind its #, as in overview.html#as=patient. */

const KEY = "wardbook.audience";
const FRAGMENT = "#as=";
const root = document.documentElement;

function start(choice) {
  const select = choice.querySelector("select");
  const remember = choice.querySelector("input");
  const known = [...select.options].map((option) => option.value);

  function show(audience) {
    select.value = audience;
    root.dataset.audience = audience;
  }

  function kept(where) {
    try {
      const audience = window[where].getItem(KEY);
      return known.includes(audience) ? audience : null;
    } catch {
      return null; // storage is forbidden: the choice holds for this page
    }
  }

  function keep() {
    try {
      sessionStorage.setItem(KEY, select.value); // ends with the tab
      if (remember.checked) {
        localStorage.setItem(KEY, select.value);
      } else {
        localStorage.removeItem(KEY);
      }
    } catch {
      remember.checked = false;
    }
  }

  function fromAddress() {
    const named = location.hash.startsWith(FRAGMENT) ? location.hash.slice(FRAGMENT.length) : "";
    return known.includes(named) ? named : null;
  }

  function named() {
    const audience = fromAddress();
    if (audience) {
      show(audience);
      keep();
    }
  }

  remember.checked = kept("localStorage") !== null;
  show(kept("sessionStorage") ?? kept("localStorage") ?? known[0]);
  named();
  select.addEventListener("change", () => {
    show(select.value);
    keep();
  });
  remember.addEventListener("change", keep);
  addEventListener("hashchange", named);
  choice.hidden = false;
}

const choice = document.querySelector("[data-audience-choice]");
if (choice) {
  start(choice);
}
