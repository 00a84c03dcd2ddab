/* The checker page: a change in the form becomes a case, the case an answer, the answer text beside the form.
   No rule, dose or limit is known here; they come from the page (rendered at build time) and from the engine. */

import { AnswerPanel } from "./checker/answer.js";
import { confirmReset } from "./checker/confirm.js";
import { FindingsForm } from "./checker/form.js";
import { Latest } from "./checker/latest.js";
import { StatusLine } from "./checker/status.js";
import { Taking } from "./checker/take.js";
import { Undo } from "./checker/undo.js";
import { words } from "./checker/words.js";
import { fetchSnapshotLater } from "./runtime/early.js";

/** Milliseconds without a key after which a number counts as typed, so that a half-typed one is not yet an error. */
const SETTLED = 900;

/** How often an engine that stopped is started again by itself before the reader is asked to. */
const RESTARTS = 3;

function start(root) {
  const form = new FindingsForm(root);
  const status = new StatusLine(root);
  const panel = new AnswerPanel(
    root,
    form,
    (text) => engine.explain(text),
    (text) => engine.alternatives(text),
  );
  let engine = null;
  let phase = "loading"; // then "ready" or "stopped"
  let typing = null;
  let timer = 0;
  let restarts = 0;

  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const undo = new Undo(form, part("undo"), () => changed());
  const taking = new Taking(root, form, () => panel.record(), { changed: () => changed(), keep: () => panel.keep() });

  const latest = new Latest((text) => engine.answer(text), show, lost);

  function show(text, answer) {
    const parsed = JSON.parse(answer);
    panel.settle();
    if (!parsed.errors) {
      form.mark(parsed);
      panel.showAnswer(text, parsed);
      return;
    }
    const unfinished = typing && parsed.errors.every((error) => error.finding === typing);
    form.mark(unfinished ? {} : parsed);
    if (unfinished) {
      panel.showTyping(typing);
    } else {
      panel.showRefused(parsed.errors);
    }
  }

  function changed() {
    clearTimeout(timer);
    typing = null;
    undo.note();
    ask();
  }

  function ask() {
    const reading = form.read();
    taking.offer(reading.count > 0);
    if (reading.count === 0 && phase !== "stopped") {
      latest.cancel();
      form.mark({});
      panel.showEmpty();
    } else if (phase === "ready") {
      panel.wait();
      latest.ask(reading.text);
    } else if (phase === "loading") {
      panel.showWaiting();
    }
  }

  function settled() {
    clearTimeout(timer);
    if (typing) {
      typing = null;
      ask();
    }
  }

  form.listen({
    typed(finding) {
      typing = finding;
      clearTimeout(timer);
      timer = setTimeout(settled, SETTLED);
      undo.note(finding);
      ask();
    },
    changed,
    left: settled,
  });

  function stopped(reason) {
    phase = "stopped";
    engine?.stop();
    latest.cancel();
    form.mark({});
    panel.showStopped();
    status.failed(reason);
  }

  /* An engine that answered before and no longer does: a browser short of memory may have ended it. */
  function lost(reason) {
    if (phase === "ready" && restarts < RESTARTS) {
      restarts += 1;
      engine.stop();
      boot({ again: true });
    } else if (phase !== "loading") {
      stopped(words.stopped(reason));
    }
  }

  async function boot({ again = false } = {}) {
    phase = "loading";
    if (again) {
      status.restarting();
    } else {
      status.loading();
    }
    const current = takeEngine();
    if (!current) {
      stopped(words.notStarted(words.missing("engine.js")));
      return;
    }
    engine = current;
    ask();
    let way;
    try {
      way = await current.start(root.querySelector("[data-part=compiled]").textContent, {
        onSlow: () => again || status.slow(),
        onProgress: (share) => status.progress(share),
        onCrash: (reason) => current === engine && lost(reason),
      });
    } catch (error) {
      if (current === engine) {
        stopped(words.notStarted(error.message));
      }
      return;
    }
    if (current !== engine) {
      return;
    }
    phase = "ready";
    status.ready(way);
    ask();
    fetchSnapshotLater(way);
  }

  status.onRetry(() => {
    restarts = 0;
    boot();
  });
  const examples = JSON.parse(part("example-cases").textContent);
  part("examples")?.addEventListener("change", ({ target }) => {
    const example = examples[Number(target.value)];
    if (target.value !== "" && example) {
      form.fill(example.findings);
      changed();
    }
    target.value = "";
  });
  taking.bringFromAddress();
  confirmReset(root, () => form.read().count > 0, () => {
    form.reset();
    form.focusFirst();
    panel.announce(words.cleared);
  });
  boot();
}

/** The engine that the head of the page has started, or another one once that is taken; null if its script never came. */
function takeEngine() {
  const { Engine, early } = window.wardbook ?? {};
  if (!Engine) {
    return null;
  }
  delete window.wardbook.early;
  return early ?? new Engine();
}

if (window.wardbook) {
  window.wardbook.Latest = Latest; // for those who test
}

/* The questions below the checker: their script comes when somebody is about to ask. */
function offerQuestions() {
  const questions = document.querySelector("[data-ask][hidden]");
  if (!questions) {
    return;
  }
  const load = () =>
    document.head.append(Object.assign(document.createElement("script"), { src: questions.dataset.ask }));
  questions.addEventListener("focusin", load, { once: true });
  questions.querySelector("form").hidden = false;
  questions.hidden = false;
}

function startAll() {
  offerQuestions();
  for (const root of document.querySelectorAll("[data-checker]")) {
    if (!root.dataset.started) {
      root.dataset.started = "true";
      start(root);
    }
  }
}

/* With instant navigation the theme swaps pages without loading this module again; it says so by `document$`. */
if (window.document$) {
  window.document$.subscribe(startAll);
} else {
  startAll();
}
