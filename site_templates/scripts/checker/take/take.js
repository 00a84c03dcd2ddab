/* Taking an assessment along, and bringing one back. Nothing leaves the page but by the reader's own hand: what is copied is
   shown first, a link carries the findings after its #, which no browser sends, and a file is written by the browser. */

import { asMarkdown, asText } from "./record.js";
import { naming } from "../../audience/role.js";
import { day } from "../../words/dates.js";
import { element, sentence } from "../dom.js";
import { words } from "../words.js";

const FRAGMENT = "#case=";

/** Bytes that are read of a case: one more than a case may have (`MOST_BYTES` in checker/answers/cases.py), so that the
    engine refuses a longer one in its own words, however large the file is. */
const READ = (1 << 20) + 1;

/** Reasons against a case that are told one by one; a file from elsewhere can have a hundred thousand. */
const TOLD = 20;

/** What is taken along of the answer; the rest is of the form alone. */
const OF_THE_ANSWER = new Set(["text", "markdown", "keep"]);

export class Taking {
  #root;
  #form;
  #record;
  #bring;

  /** @param {Element} root  @param {import("../form/findings-form.js").FindingsForm} form
      @param {() => import("./record.js").Record} record  the assessment that stands on the page
      @param {{answered: () => boolean, refused: () => boolean, bring: (bytes: Uint8Array) => void, keep: () => void}} told
          whether an answer to what the form shows stands on the page, whether there is none since the form is refused, and
          what to do with a case that is brought back */
  constructor(root, form, record, { answered, refused, bring, keep }) {
    this.#root = root;
    this.#form = form;
    this.#record = record;
    this.#bring = bring;
    const actions = {
      text: () => this.#show("text", asText(this.#record())),
      markdown: () => this.#show("markdown", asMarkdown(this.#record())),
      json: () => this.#show("json", this.#form.read().text),
      link: () => this.#show("link", this.#link(), words.linkNote),
      save: () => this.#save(),
      print: () => window.print(),
      keep,
    };
    for (const button of root.querySelectorAll("[data-take]")) {
      const kind = button.dataset.take;
      const ready = OF_THE_ANSWER.has(kind) ? answered : () => kind === "print" || !refused();
      button.addEventListener("click", () => (ready() ? actions[kind]() : this.tell(words.notTaken)));
    }
    this.#part("taken-close").addEventListener("click", () => this.#part("taken").close());
    this.#part("taken").addEventListener("close", () => {
      this.#part("taken-text").value = "";
    });
    // What is shown was written for whoever read until now.
    document.addEventListener("wardbook:reader", () => this.#part("taken").close());
    this.#part("taken-copy").addEventListener("click", () => this.#copy());
    this.#part("open").addEventListener("change", async ({ target }) => {
      const [file] = target.files;
      if (file) {
        try {
          this.#bring(new Uint8Array(await file.slice(0, READ).arrayBuffer()));
        } catch {
          this.tell(words.notOpened(words.notRead));
        }
        target.value = ""; // so that the same file can be opened again
      }
    });
    addEventListener("hashchange", () => this.bringFromAddress());
  }

  /** Whether there is something to take along. */
  offer(something) {
    this.#part("take").hidden = !something;
  }

  /** Bring the case that a link carries, and take it out of the address. */
  bringFromAddress() {
    if (location.hash.startsWith(FRAGMENT)) {
      const text = location.hash.slice(FRAGMENT.length);
      history.replaceState(history.state, "", location.pathname + location.search);
      try {
        this.#bring(new TextEncoder().encode(decodeURIComponent(text)).slice(0, READ));
      } catch {
        this.tell(words.notOpened(words.notACase));
      }
    }
  }

  #part(name) {
    return this.#root.querySelector(`[data-part=${name}]`);
  }

  #link() {
    const hash = FRAGMENT + encodeURIComponent(this.#form.read().text);
    return location.href.split("#")[0] + naming(hash, document.documentElement.dataset.audience);
  }

  #show(kind, text, note = words.takeNote) {
    this.#part("taken-title").textContent = words.take[kind];
    this.#part("taken-note").textContent = note;
    this.#part("taken-list").replaceChildren();
    const field = this.#part("taken-text");
    field.hidden = false;
    field.value = text;
    this.#part("taken-copy").hidden = false;
    this.#part("taken-said").textContent = "";
    this.#part("taken").showModal();
    field.focus();
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
  }

  /** Say why a case is not opened, in the engine's words.
      @param {{finding: string | null, message: string}[]} errors */
  tellRefused(errors) {
    const name = ({ finding }) => (finding === null ? words.whole : this.#form.label(finding));
    const lines = errors.slice(0, TOLD).map((error) => `${name(error)}: ${sentence(error.message)}`);
    this.tell(words.notOpenedCase, errors.length > TOLD ? [...lines, words.more(errors.length - TOLD)] : lines);
  }

  /** Say something in a dialog. */
  tell(text, lines = []) {
    this.#part("taken-title").textContent = text;
    this.#part("taken-note").textContent = "";
    this.#part("taken-list").replaceChildren(...lines.map((line) => element("li", {}, line)));
    this.#part("taken-text").hidden = true;
    this.#part("taken-copy").hidden = true;
    this.#part("taken-said").textContent = "";
    if (!this.#part("taken").open) {
      this.#part("taken").showModal();
    }
    this.#part("taken-close").focus();
  }

  async #copy() {
    const field = this.#part("taken-text");
    field.select();
    let said = words.copied;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Where a page is no secure context there is no clipboard, only the old command, and perhaps not that either.
      said = document.execCommand?.("copy") ? words.copied : words.copyYourself;
    }
    this.#part("taken-said").textContent = said;
  }

  #save() {
    const address = URL.createObjectURL(new Blob([`${this.#form.read().text}\n`], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = `${this.#root.dataset.protocol}-${day(new Date())}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }
}
