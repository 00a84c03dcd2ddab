/* The engine that the page started ahead of the checker. */

import { Failure } from "./start/cannot-run.js";

/** In the place of an engine whose script never came. */
const none = {
  start: () => Promise.reject(new Failure("missing", "engine.js")),
  stop() {},
};

/** The engine that the head of the page has started, or another one once that is taken. */
export function takeEngine() {
  const { Engine, early } = window.wardbook ?? {};
  if (!Engine) {
    return none;
  }
  delete window.wardbook.early;
  return early ?? new Engine();
}
