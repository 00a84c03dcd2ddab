/* Taking an assessment along, and bringing one back. Nothing leaves the page but by the reader's own hand: what is copied is
   shown first, a link carries the findings after its #, which no browser sends, and a file is written by the browser. */

import { asMarkdown, asText } from "./record.js";
import { day } from "../words/dates.js";
import { words } from "./words.js";

const FRAGMENT = "#case=";

export class Taking {
  #root;
  #form;
  #record;
  #changed;

  /** @param {Element} root  @param {import("./form.js").FindingsForm} form
      @param {() => {head: object, parts: object[]}} record  the assessment that stands on the page
      @param {{changed: () => void, keep: () => void}} told */
  constructor(root, form, record, { changed, keep }) {
    this.#root = root;
    this.#form = form;
    this.#record = record;
    this.#changed = changed;
    const actions = {
      text: () => this.#show("text", asText(...this.#recorded())),
      markdown: () => this.#show("markdown", asMarkdown(...this.#recorded())),
      json: () => this.#show("json", this.#form.read().text),
      link: () => this.#show("link", this.#link(), words.linkNote),
      save: () => this.#save(),
      print: () => window.print(),
      keep,
    };
    for (const button of root.querySelectorAll("[data-take]")) {
      button.addEventListener("click", () => actions[button.dataset.take]());
    }
    this.#part("taken-close").addEventListener("click", () => this.#part("taken").close());
    this.#part("taken-copy").addEventListener("click", () => this.#copy());
    this.#part("open").addEventListener("change", async ({ target }) => {
      const [file] = target.files;
      if (file) {
        const text = await file.text();
        target.value = ""; // so that the same file can be opened again
        this.#bring(text);
      }
    });
    addEventListener("hashchange", () => this.bringFromAddress());
  }

  /** Whether there is something to take along. */
  offer(something) {
    this.#part("take").hidden = !something;
  }

  /** Fill in the findings that a link carries, and take them out of the address. */
  bringFromAddress() {
    if (location.hash.startsWith(FRAGMENT)) {
      const text = location.hash.slice(FRAGMENT.length);
      history.replaceState(history.state, "", location.pathname + location.search);
      try {
        this.#bring(decodeURIComponent(text));
      } catch {
        this.#tell(words.notOpened(words.notACase));
      }
    }
  }

  #part(name) {
    return this.#root.querySelector(`[data-part=${name}]`);
  }

  #recorded() {
    const { head, parts } = this.#record();
    return [head, parts];
  }

  #link() {
    return `${location.href.split("#")[0]}${FRAGMENT}${encodeURIComponent(this.#form.read().text)}`;
  }

  #show(kind, text, note = words.takeNote) {
    this.#part("taken-title").textContent = words.take[kind];
    this.#part("taken-note").textContent = note;
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

  #tell(text) {
    this.#part("taken-title").textContent = text;
    this.#part("taken-note").textContent = "";
    this.#part("taken-text").hidden = true;
    this.#part("taken-copy").hidden = true;
    this.#part("taken-said").textContent = "";
    this.#part("taken").showModal();
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

  #bring(text) {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      data = null;
    }
    const findings = data?.findings;
    if (data?.protocol !== this.#root.dataset.protocol || findings === null || typeof findings !== "object") {
      this.#tell(words.notOpened(words.notACase));
      return;
    }
    const unknown = this.#form.fill(findings);
    this.#changed();
    if (unknown.length) {
      this.#tell(words.notFilledIn(unknown.map((name) => name.slice(0, 60)).join(", ")));
    }
  }
}
