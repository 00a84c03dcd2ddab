/* Who is reading: the page holds the wording for every group, and shows that of one. Kept on the device only if the reader
   says so; a link may name a group behind its #, as in overview.html#as=patient. */

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

  function kept() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is forbidden: the choice holds for this page
    }
  }

  function keep() {
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

  function fromAddress() {
    const named = location.hash.startsWith(FRAGMENT) ? location.hash.slice(FRAGMENT.length) : "";
    return known.includes(named) ? named : null;
  }

  const before = kept();
  remember.checked = known.includes(before);
  show(fromAddress() ?? (remember.checked ? before : known[0]));
  select.addEventListener("change", () => {
    show(select.value);
    keep();
  });
  remember.addEventListener("change", keep);
  addEventListener("hashchange", () => fromAddress() && show(fromAddress()));
  choice.hidden = false;
}

const choice = document.querySelector("[data-audience-choice]");
if (choice) {
  start(choice);
}
