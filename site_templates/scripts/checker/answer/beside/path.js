/* The pathway as a map: which way a patient's answers lead through it. Steps and their criteria come from the page. */

import { words } from "../../words.js";

export class Path {
  #root;

  /** @param {Element | null} root  what holds the picture; null when the protocol has none */
  constructor(root) {
    this.#root = root;
  }

  hide() {
    if (this.#root) {
      this.#root.hidden = true;
    }
  }

  /** @param {object} answer  an assessment */
  show({ criteria, recommendations }) {
    if (!this.#root) {
      return;
    }
    const indicated = new Set(recommendations.filter((each) => each.status === "indicated").map((each) => each.id));
    const taken = new Map(); // number of a step → its answer: yes, no or unknown
    for (const [index, step] of [...this.#root.querySelectorAll("[data-part=path-steps] > li")].entries()) {
      const before = taken.get(index); // of the step before, since they count from 1
      const reached = index === 0 || (before !== undefined && before.leads);
      const branch = { true: "yes", false: "no" }[criteria[step.dataset.criterion]] ?? "unknown";
      if (reached) {
        taken.set(index + 1, { branch, leads: branch !== "unknown" && step.dataset.ends !== branch });
      }
      step.dataset.taken = reached ? branch : "";
      step.querySelector("[data-part=path-answer]").textContent = reached ? words.path[branch] : words.path.notReached;
    }
    for (const node of this.#root.querySelectorAll("svg [data-step]")) {
      const step = taken.get(Number(node.dataset.step));
      const { branch, indicates } = node.dataset;
      const way = step !== undefined && (branch === undefined || branch === step.branch);
      node.classList.toggle("wb-pathway__taken", way && (indicates === undefined || indicated.has(indicates)));
    }
    this.#root.hidden = false;
  }
}
