/* The engine that the page started ahead of the checker. */

/** The engine that the head of the page has started, or another one once that is taken; null if its script never came. */
export function takeEngine() {
  const { Engine, early } = window.wardbook ?? {};
  if (!Engine) {
    return null;
  }
  delete window.wardbook.early;
  return early ?? new Engine();
}
