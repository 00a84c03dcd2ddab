/* The engine that the page started ahead of the checker. */

import { Failure } from "./start/cannot-run.js";

const SCRIPT = "engine.js";

/** The engine that the page has started, or another one once that is taken. Its script may still be on its way; one that
    has failed is asked for again.
    @throws {Failure} when the script has failed or not come for long */
export async function takeEngine() {
  if (!window.wardbook?.Engine) {
    try {
      await window.wardbookFiles.named(SCRIPT).settled();
    } catch {
      throw new Failure("missing", SCRIPT);
    }
  }
  const { Engine, early } = window.wardbook;
  delete window.wardbook.early;
  return early ?? new Engine();
}

/** Call back when the engine's script has come, however late. */
export function whenEngineCame(callback) {
  document.addEventListener("wardbook:came", ({ detail }) => detail === SCRIPT && callback());
}
