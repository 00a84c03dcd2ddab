/* The questions below the checker: their script comes when somebody is about to ask. */

/** Show the questions, and load their script once somebody turns to them. */
export function offerQuestions() {
  const questions = document.querySelector("[data-ask][hidden]");
  if (!questions) {
    return;
  }
  const load = () => window.wardbookFiles.bring(questions.dataset.ask);
  questions.addEventListener("focusin", load, { once: true });
  questions.querySelector("form").hidden = false;
  questions.hidden = false;
}
