/* A question in plain words: the statements that bear on it are shown, quoted, best first. What is typed stays here; a link
   may hold a question behind its #, as in ask.html#q=when can it be resumed. */

import { Retrieval } from "./ask/retrieval.js";
import { words } from "./ask/words.js";

/** Statements shown at once; the others wait for the button. */
const AT_ONCE = 3;

/** The most that are shown of one question. */
const MOST = 10;

const FRAGMENT = "#q=";

function start(root) {
  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const [form, input] = [root.querySelector("form"), root.querySelector("input")];
  const [list, said, more] = [part("statements"), part("said"), part("more")];
  const statements = [...list.children];
  const byId = new Map(statements.map((node) => [node.dataset.statement, node]));
  const { lexicon, about, protocol } = root.dataset;
  let known = null; // a promise of what is known, made when somebody turns to the questions
  let retrieval = null;
  let rest = [];

  async function learn() {
    // Scripts that only set what they say: data, which a page on a disk can get in no other way.
    known ??= Promise.all([lexicon, about].map(window.wardbookFiles.bring));
    await known;
    retrieval ??= new Retrieval(self.WARDBOOK_QUESTIONS[protocol], self.WARDBOOK_LEXICON);
  }

  function show(nodes) {
    const shown = new Set(nodes);
    for (const node of statements) {
      node.hidden = !shown.has(node);
    }
    list.prepend(...nodes);
  }

  /* A dose that is an adult's says so where a child was named. */
  function warn(adults) {
    list.querySelectorAll("[data-part=adult]").forEach((note) => note.remove());
    for (const id of adults) {
      const note = Object.assign(document.createElement("p"), { className: "wb-note wb-note--conflict", textContent: words.adult });
      note.dataset.part = "adult";
      byId.get(id).querySelector(".wb-statement__text").after(note);
    }
  }

  async function ask() {
    const asked = input.value.trim();
    if (asked !== "") {
      await learn();
    }
    const question = input.value.trim();
    rest = [];
    if (question === "") {
      warn([]);
      list.append(...statements);
      show("all" in root.dataset ? statements : []);
      said.textContent = "";
    } else {
      const answer = retrieval.find(question);
      const found = answer.found.slice(0, MOST).map(({ id }) => byId.get(id));
      warn(answer.adults);
      show(found.slice(0, AT_ONCE));
      rest = found.slice(AT_ONCE);
      said.textContent = words.said({ ...answer, count: Math.min(found.length, AT_ONCE) });
    }
    more.hidden = rest.length === 0;
  }

  function fromAddress() {
    if (location.hash.startsWith(FRAGMENT)) {
      try {
        input.value = decodeURIComponent(location.hash.slice(FRAGMENT.length));
      } catch {
        return; // not written by this page
      }
      ask();
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  input.addEventListener("focus", learn, { once: true });
  input.addEventListener("input", ask);
  more.addEventListener("click", () => {
    const first = rest[0];
    for (const node of rest) {
      node.hidden = false;
      list.append(node);
    }
    rest = [];
    more.hidden = true;
    first.querySelector("a").focus();
  });
  addEventListener("hashchange", fromAddress);
  form.hidden = false;
  root.hidden = false;
  fromAddress();
  if (input.value) {
    ask(); // typed while this script was on its way
  }
}

/* On the page of questions this stands in the HTML; below the checker, the checker asks for it. */
for (const root of document.querySelectorAll("[data-ask]")) {
  start(root);
}
