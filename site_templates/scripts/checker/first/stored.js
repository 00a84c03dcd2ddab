/* The answers that were stored when the site was built: shown while no engine answers, and held against it once one does. */

import { Table } from "./table.js";

/** Answers that are remembered until the engine has confirmed them. */
const MOST = 50;

export class StoredAnswers {
  #protocol;
  #table = null;
  #trusted = true;
  #shown = new Map(); // case → the stored answer that stood on the page

  /** @param {string} protocol
      @param {() => void} came  told when the table has come after this */
  constructor(protocol, came) {
    this.#protocol = protocol;
    this.#take();
    addEventListener("wardbook:first", () => {
      if (this.#take()) {
        came();
      }
    });
  }

  #take() {
    const data = window.WARDBOOK_FIRST?.[this.#protocol];
    if (this.#table || !data) {
      return false;
    }
    this.#table = new Table(data);
    return true;
  }

  /** Any so many findings are answered; null while there is no table, or when it must not be used any more. */
  get anyOf() {
    return this.#trusted ? this.#table?.anyOf ?? null : null;
  }

  /** Whether there are answers with a finding. */
  has(finding) {
    return this.#table?.has(finding) ?? false;
  }

  /** The stored answer to a case, which is then taken for shown; null where none is stored.
      @param {string} text  the case as JSON */
  show(text) {
    const answer = this.#trusted ? this.#table?.answer(text) ?? null : null;
    if (answer !== null) {
      this.#shown.delete(text);
      this.#shown.set(text, answer);
      if (this.#shown.size > MOST) {
        this.#shown.delete(this.#shown.keys().next().value);
      }
    }
    return answer;
  }

  /** Hold what was shown for a case against what the engine says to it.
      @returns {"same" | "other" | null} null where nothing was shown for it */
  heldAgainst(text, answer) {
    const shown = this.#shown.get(text);
    if (shown === undefined) {
      return null;
    }
    this.#shown.delete(text);
    if (shown === answer) {
      return "same";
    }
    this.#trusted = false;
    return "other";
  }

  /** Hold all else that was shown against the engine, the latest first.
      @param {(text: string) => Promise<string>} ask
      @returns {Promise<boolean>} whether all of it was the engine's answer */
  async confirmed(ask) {
    for (const text of [...this.#shown.keys()].reverse()) {
      const answer = await ask(text).catch(() => null); // an engine that stops is asked again when it runs
      if (answer !== null && this.heldAgainst(text, answer) === "other") {
        return false;
      }
    }
    return true;
  }
}
