/* An answer, put beside the form and at its fields: the engine's, or the same one as it was stored with the page. */

/** @param {import("./panel.js").AnswerPanel} panel  @param {import("../form/findings-form.js").FindingsForm} form
    @param {string} text  the case  @param {string} answer  both as JSON
    @param {string | null} typing  the finding that is being written: what is refused of it is not an error yet
    @returns {boolean} whether the case was refused */
export function show(panel, form, text, answer, typing) {
  const parsed = JSON.parse(answer);
  panel.settle();
  if (!parsed.errors) {
    form.mark(parsed);
    panel.showAnswer(text, parsed);
    return false;
  }
  const errors = form.told(parsed.errors);
  if (typing && errors.every((error) => error.finding === typing)) {
    form.mark({});
    panel.showTyping(typing);
  } else {
    form.mark({ errors });
    panel.showRefused(errors);
  }
  return true;
}
