/* The checker page: a change in the form becomes a case, the case an answer, the answer text beside the form.
   No rule, dose or limit is known here; they come from the page (rendered at build time) and from the engine. */

import { AnswerPanel } from "./checker/answer/panel.js";
import { show as showAnswer } from "./checker/answer/shown.js";
import { Awaited } from "./checker/first/awaited.js";
import { Meanwhile } from "./checker/first/meanwhile.js";
import { waitingFor } from "./checker/first/said.js";
import { confirmed } from "./checker/take/confirm.js";
import { offerExamples } from "./checker/examples.js";
import { FindingsForm } from "./checker/form/findings-form.js";
import { Held } from "./checker/held.js";
import { KeptEntries } from "./checker/kept/entries.js";
import { Latest } from "./checker/latest.js";
import { offerQuestions } from "./checker/questions.js";
import { ByItself } from "./checker/start/by-itself.js";
import { takeEngine, whenEngineCame } from "./checker/started.js";
import { StatusLine } from "./checker/status.js";
import { printRecord } from "./checker/take/sheet.js";
import { Taking } from "./checker/take/take.js";
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
  const awaited = new Awaited((text) => panel.text === text);
  const panel = new AnswerPanel(root, form, awaited, () => waitingFor(phase));
  let engine = null;
  let phase = "loading"; // then "ready" or "stopped"
  let typing = null;
  let timer = 0;
  let restarts = 0;
  let starts = 0;
  let refused = null; // the case, as JSON, that the engine refused last
  let brought = null; // the bytes of a case that is still to be opened
  let filledIn = null; // the case, as JSON, that was filled in last and not entered by hand

  const part = (name) => root.querySelector(`[data-part=${name}]`);
  const undo = new Undo(form, part("undo"), () => changed());
  const held = new Held(form, parted);
  const taking = new Taking(root, form, () => panel.record(), {
    answered: () => held.check() && panel.text === held.reading.text,
    refused: () => held.check() && (refused === held.reading.text || form.isHalf),
    bring: (bytes) => open(bytes),
    keep: () => panel.keep(),
  });

  const byItself = new ByItself(() => boot({ quietly: true }));
  const kept = new KeptEntries(root, form, { changed, undo, taking });
  const meanwhile = new Meanwhile(root, form, panel, () => phase !== "ready" && ask());
  const latest = new Latest((text) => engine.answer(text), show, lost);

  function show(text, answer) {
    if (!held.check()) {
      return; // what the fields show by now is asked instead
    }
    if (meanwhile.confirms(text, answer)) {
      panel.confirm();
    } else {
      place(text, answer);
    }
  }

  function place(text, answer) {
    refused = showAnswer(panel, form, text, answer, typing) ? text : null;
  }

  function changed() {
    clearTimeout(timer);
    typing = null;
    undo.note();
    ask();
  }

  /* The fields show something else than was entered: a browser restored or filled them in. What the reader sees counts. */
  function parted() {
    form.adopt();
    undo.note(); // a step of its own, whatever was being typed
    if (phase === "ready") {
      panel.showRenewing();
    }
    const finding = form.writing; // a date that is typed half tells nobody
    if (finding) {
      typed(finding);
    } else {
      changed();
    }
  }

  function ask() {
    const reading = held.take();
    taking.offer(reading.count > 0);
    kept.note(reading.count, held.state);
    if (reading.count === 0 && phase !== "stopped") {
      latest.cancel();
      form.mark({});
      if (brought) {
        panel.showOpening();
      } else {
        panel.showEmpty();
      }
    } else if (phase === "ready") {
      panel.wait();
      latest.ask(reading.text);
    } else {
      meanwhile.answer(reading, phase, place);
    }
  }

  function settled() {
    clearTimeout(timer);
    if (typing) {
      typing = null;
      ask();
    }
  }

  function typed(finding) {
    typing = finding;
    clearTimeout(timer);
    if (!form.lacksUnit(finding)) {
      timer = setTimeout(settled, SETTLED);
    }
    undo.note(finding);
    ask();
  }

  form.listen({ typed, changed, left: settled, done: () => part("answer").focus() });

  /* Open a case: the engine reads it, as the command would, and the form is filled in only with what it accepts whole. */
  async function open(bytes) {
    brought = bytes;
    if (phase === "stopped") {
      taking.tell(words.openedLater);
    }
    if (phase !== "ready") {
      ask();
      return;
    }
    let read;
    try {
      read = JSON.parse(await engine.read(bytes));
    } catch (error) {
      read = { errors: [{ finding: null, message: error.message }] };
    }
    if (brought !== bytes) {
      return;
    }
    brought = null;
    if (read.errors) {
      ask();
      taking.tellRefused(read.errors);
    } else {
      await fill(read.findings);
    }
  }

  /* What was entered by hand is replaced only if the reader says so. */
  async function fill(entries) {
    held.check();
    const { count, text } = held.reading;
    if (count > 0 && text !== filledIn && !(await confirmed(root, "replace"))) {
      return;
    }
    const lacking = form.fill(entries);
    changed();
    if (lacking.length) {
      taking.tell(words.notOpened(words.notHeld(lacking.map((finding) => form.label(finding)).join(", "))));
    } else {
      filledIn = held.reading.text;
    }
  }

  for (const occasion of ["beforeprint", "copy"]) {
    // An answer that still stands while the next one is worked out is neither printed nor copied.
    addEventListener(occasion, () => {
      if (panel.text !== null && panel.text !== held.reading.text) {
        panel.showRenewing();
      }
    });
  }
  printRecord(root, () => panel.record()); // told of a print after those above

  /* `failure`: why a start came to nothing. */
  function stopped(reason, failure) {
    phase = "stopped";
    engine?.stop();
    latest.cancel();
    status.failed(reason, failure);
    byItself.after(failure);
    ask();
  }

  /* An engine that answered before and no longer does: a browser short of memory may have ended it. */
  function lost(reason) {
    if (phase === "ready" && restarts < RESTARTS) {
      restarts += 1;
      boot({ again: true });
    } else if (phase !== "loading") {
      stopped(words.stopped(reason));
    }
  }

  async function boot({ again = false, quietly = false } = {}) {
    phase = "loading";
    byItself.cancel();
    awaited.lost();
    engine?.stop();
    status.starting({ again, quietly });
    ask();
    const turn = ++starts;
    let current, way;
    try {
      current = await takeEngine();
      if (turn !== starts) {
        current.stop(); // it was tried again while the script was on its way
        return;
      }
      engine = current;
      way = await current.start(root.querySelector("[data-part=compiled]").textContent, {
        onSlow: () => again || status.slow(),
        onProgress: (share) => status.progress(share),
        onCrash: (reason) => current === engine && lost(reason),
      });
    } catch (error) {
      if (turn === starts) {
        stopped(words.notStarted(error.message), error);
      }
      return;
    }
    if (turn !== starts) {
      return;
    }
    phase = "ready";
    byItself.done();
    status.ready(way);
    ask();
    awaited.runs(current); // after the case itself, which is asked about first
    meanwhile.check(current);
    if (brought) {
      open(brought);
    }
    fetchSnapshotLater(way);
  }

  status.onRetry(() => {
    restarts = 0;
    boot();
  });
  whenEngineCame(() => phase === "stopped" && boot());
  offerExamples(root, fill);
  taking.bringFromAddress();
  part("reset").addEventListener("click", async () => {
    if (form.read().count > 0 && (await confirmed(root, "confirm"))) {
      form.reset();
      form.adopt();
      changed(); // before the focus moves, so that Undo knows all of what stood here
      form.focusFirst();
      panel.announce(words.cleared);
    }
  });
  kept.begin(brought !== null);
  boot();
}

if (window.wardbook) {
  window.wardbook.Latest = Latest; // for those who test
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
