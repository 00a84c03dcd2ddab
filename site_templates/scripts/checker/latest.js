/* Asks one question at a time and only ever the latest: what was typed meanwhile replaces what waited, and an answer
   that arrives after a newer question is dropped. */

export class Latest {
  #answer;
  #deliver;
  #fail;
  #sequence = 0;
  #waiting = null;
  #running = false;

  /** @param {(text: string) => Promise<string>} answer
      @param {(text: string, answer: string) => void} deliver  is given the answer to the latest question only
      @param {(reason: string) => void} fail */
  constructor(answer, deliver, fail) {
    this.#answer = answer;
    this.#deliver = deliver;
    this.#fail = fail;
  }

  ask(text) {
    this.#sequence += 1;
    this.#waiting = text;
    if (!this.#running) {
      this.#run();
    }
  }

  /** Forget what waits, and drop the answer that is on its way. */
  cancel() {
    this.#sequence += 1;
    this.#waiting = null;
  }

  async #run() {
    this.#running = true;
    while (this.#waiting !== null) {
      const text = this.#waiting;
      const sequence = this.#sequence;
      this.#waiting = null;
      try {
        const answer = await this.#answer(text);
        if (sequence === this.#sequence) {
          this.#deliver(text, answer);
        }
      } catch (error) {
        if (sequence === this.#sequence) {
          this.#fail(error.message);
        }
      }
    }
    this.#running = false;
  }
}
