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
  let retrieval = null; // made at the first question
  let rest = [];

  function learn() {
    const text = (node, selector) => node.querySelector(selector)?.textContent ?? "";
    return new Retrieval(
      statements.map((node) => ({
        id: node.dataset.statement,
        text: `${node.dataset.statement} ${text(node, ".wb-statement__words")}`,
        plain: text(node, ".wb-plain"),
        around: node.dataset.around,
      })),
      JSON.parse(part("synonyms").textContent),
    );
  }

  function show(nodes) {
    const shown = new Set(nodes);
    for (const node of statements) {
      node.hidden = !shown.has(node);
    }
    list.prepend(...nodes);
  }

  function ask() {
    const question = input.value.trim();
    rest = [];
    if (question === "") {
      list.append(...statements);
      show("all" in root.dataset ? statements : []);
      said.textContent = "";
    } else {
      retrieval ??= learn();
      const found = retrieval.find(question).slice(0, MOST).map((id) => byId.get(id));
      const unknown = retrieval.unknown(question);
      show(found.slice(0, AT_ONCE));
      rest = found.slice(AT_ONCE);
      said.textContent = found.length ? words.found(Math.min(found.length, AT_ONCE), unknown) : words.none;
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
