/* Every word that the checker's scripts show. What is clinical comes from the page or from the engine. */

import { _, ngettext } from "../words/language.js";

export const words = {
  loading: _("Loading the checker…"),
  slow: _("Loading the checker… On a slow connection this can take a minute or two. You can already enter findings."),
  restarting: _("The checker stopped and is being started again. What you entered is kept."),
  ready: _("The checker is ready."),
  cleared: _("All findings are cleared."),
  putBack: (time) => _("The findings entered at {time} are put back.", { time }),
  notPutBack: (names) => _("Not put back: {names}. Check all others as well.", { names }),

  notStarted: (reason) => _("The checker could not start: {reason} The reference pages are not affected.", { reason }),
  stopped: (reason) =>
    _("The checker stopped: {reason} What you entered is still in the form. The reference pages are not affected.", { reason }),

  empty: _("Nothing is entered yet."),
  emptyHint: _("Start with the first group and enter what you know, in any order. The answer appears here with each change."),
  first: {
    later: _("What you entered since then is assessed as soon as the checker is loaded."),
    incomplete: _("Not all that you entered is in it yet"),
    reasonsLater: _("The reasons are shown as soon as the checker is loaded."),
    reasonsNever: _("The reasons cannot be shown, since the checker does not run here."),
    nextLater: _("What to find out next is said as soon as the checker is loaded."),
    beyond: _("What you entered cannot be assessed here."),
    limits: (count) =>
      ngettext(
        "The checker itself does not run here. The answers that are stored with this page are those to any {count} finding, and to some cases with more.",
        "The checker itself does not run here. The answers that are stored with this page are those to any {count} findings, and to some cases with more.",
        count,
      ),
    limitsSome: _("The checker itself does not run here. Only the answers to some cases are stored with this page."),
    apart: (names) => _("There is none with: {names}.", { names }),
    elsewhere: _("Look it up instead:"),
    protocol: _("the protocol"),
    card: _("the card for print"),
    differs: _("Do not use what stood here before: it was not the checker's answer."),
    differsHint: _("This page came with stored answers, and one of them is not what the checker says now that it runs. What stands below is the checker's. Tell whoever runs this site."),
  },
  waiting: _("What you entered is assessed as soon as the checker is loaded."),
  typing: (label) => _("Still typing: {label}", { label }),
  earlier: (time) => _("This is the answer of {time}.", { time }),
  without: (label) => _("It does not contain what you are typing: {label}.", { label }),
  beforeEntry: _("It stands as it was before that entry."),
  renewingSoon: _("The next one is being worked out."),
  typingHint: _("The answer follows when it is complete."),
  opening: _("Opening the assessment…"),
  openedLater: _("The assessment that you opened is filled in as soon as the checker runs."),
  renewing: _("The answer is being worked out again."),
  renewingHint: _("The form shows something else than what was answered here."),
  refused: _("Nothing is assessed until the marked fields are corrected."),
  whole: _("The case as a whole"),
  notApplicable: _("Does not apply"),
  because: _("This rests on"),

  sections: {
    immediate: _("Do now"),
    today: _("Do today"),
    ongoing: _("Ongoing"),
    warnings: _("Warnings"),
    open: _("Still open"),
    values: _("Values"),
    scores: _("Scores"),
    inferred: _("Follows from your answers"),
    criteria: _("All criteria"),
    silent: _("The source has no rule for this patient"),
    no: _("Not called for by this protocol"),
  },
  ofPatients: {
    immediate: _("What the team does now"),
    today: _("What the team does today"),
    ongoing: _("What the team goes on doing"),
    open: _("What the team still has to find out"),
  },
  noAdvice: _("This is no advice against any of it: the findings do not ask for it by these rules, and something else may."),
  holds: _("True of this patient"),
  scales: _("Values, scores and grades"),
  nothing: _("This protocol calls for nothing by what was entered so far."),
  nothingMore: _("This protocol calls for nothing here."),
  needs: _("Depends on"),
  decides: (subjects) => _("decides: {subjects}", { subjects: subjects.join("; ") }),
  decidesNext: (subjects) => _("It decides: {subjects}.", { subjects: subjects.join("; ") }),
  stillOpen: _("Still open:"),
  undecidedNow: (subjects) => _("Urgent, and not decided yet: {subjects}", { subjects: subjects.join("; ") }),
  andMore: (count) => _("and {count} more", { count }),
  why: _("Why each of these is open"),
  more: (count) => _("{count} more", { count }),
  headline: (count, first) => ngettext("Do now: {first}", "Do now, {count}: {first}", count, { first }),
  teamNow: (first) => _("What the team does now: {first}", { first }),
  counts(indicated, open, warnings) {
    const parts = [_("{count} indicated", { count: indicated })];
    if (open) {
      parts.push(ngettext("{count} depends on missing findings", "{count} depend on missing findings", open));
    }
    if (warnings) {
      parts.push(ngettext("{count} warning", "{count} warnings", warnings));
    }
    return parts.join(" · ");
  },
  idle: (count) => ngettext("{count} question makes no difference now", "{count} questions make no difference now", count),
  barRefused: (names) => _("Correct: {names}", { names }),

  yes: _("Yes"),
  no: _("No"),
  inferred: (value) => _("Inferred: {value}", { value }),
  inferredFull: (value) => _("Inferred from other answers: {value}", { value }),
  warning: _("Warning"),
  assumed: (answer) => _("Assumed: {answer}. Enter it if it is otherwise.", { answer }),
  points(low, high) {
    const said = (points) => points.toLocaleString(document.documentElement.lang || "en");
    return low === high
      ? ngettext("{count} point", "{count} points", low, { count: said(low) })
      : _("{low} to {high} points", { low: said(low), high: said(high) });
  },
  fromTo: (low, high) => _("{low} to {high}", { low, high }),
  measured: (number) => _("{number}, as measured", { number }),
  lacks: _("Needs"),
  either: (names) => [names.slice(0, -1).join(", "), names[names.length - 1]].filter(Boolean).join(_(" or ")),

  forTheTeam: _("There is more to this answer, for the team that treats you. Show it to them."),

  truth: { true: _("true"), false: _("false"), unknown: _("unknown") },
  mark: { true: "✓", false: "✗", unknown: "?" },
  rule: { all: _("All of these"), any: _("Any of these"), "at-least": "", not: _("Not") },
  restsOn: _("Rests on:"),
  rulePage: _("This rule on its page"),
  noReasons: _("The reasons could not be had."),
  ambiguous:
    _("Three digits after a comma or point can be read in two ways: leave the mark out for thousands, or write another number of decimals"),
  chooseUnit: (signs) => _("Choose the unit: {units}", { units: words.either(signs) }),
  nextFirst: _("Find out next:"),
  wouldBe: { indicated: _("It would be indicated with:"), "not-indicated": _("It would not be called for with:"),
    undetermined: _("It would be open with:") },
  side: { above: _("above"), below: _("below"), at: _("exactly") },
  path: { yes: _("yes"), no: _("no"), unknown: _("not known yet"), notReached: _("not reached") },
  status: { indicated: _("indicated"), "not-indicated": _("not called for by this protocol"), undetermined: _("depends on a missing finding") },
  notAssessed: _("Not assessed"),
  assessedAt: (time) => _("Assessed at {time}", { time }),
  since: (time) => _("Changed since {time}", { time }),
  sinceNothing: _("Nothing has changed."),
  keptForComparison: _("Kept. Change the findings, and what differs is shown here. It is forgotten when the page is closed."),
  take: {
    text: _("Text for the record"),
    markdown: _("Markdown"),
    json: _("JSON, as the command 'wardbook assess' reads it"),
    link: _("A link to this assessment"),
  },
  record: {
    protocol: (title) => _("Protocol: {title}", { title }),
    noAnswer: _("There is no answer"),
    assessment: _("Assessment"),
    noneHolds: _("No criterion of this protocol is known to be met."),
    notStated: (label) => _("{label} not stated", { label }),
    follows: (findings) => _("Follows from these findings: {findings}", { findings }),
    plan: _("Plan"),
    open: _("Open"),
    wardbook: (version) => _("Wardbook, version {version} of the protocol", { version }),
    assumption: (answer) => _("Assumed: {answer}.", { answer }),
    assessed: (moment) => _("Assessed {moment}", { moment }),
    printed: (moment) => _("Printed {moment}", { moment }),
    source: (source) => _("Source of the statements: {source}", { source }),
    decided: _("Decided by: ____"),
    decidedBy: _("Decided by"),
    signature: _("Signature"),
    date: _("Date"),
    label: _("Patient's label"),
  },
  takeNote: _("Check it before you paste it: it is what you entered and what the rules say to it."),
  linkNote:
    _("The link holds every finding that you entered, in the part after the sign #. A browser sends that part to no server, but whoever has the link can read it. Enter no name and no date of birth anywhere."),
  copied: _("Copied."),
  copyYourself: _("Marked: copy it with your keyboard or your browser's menu."),
  findings: _("Findings"),
  notTaken: _("There is no answer to what the form shows now, so nothing is taken along."),
  notOpened: (reason) => _("This cannot be opened: {reason}", { reason }),
  notOpenedCase: _("This cannot be opened. The form stays as it is."),
  notACase: _("it is no saved assessment of this protocol."),
  notRead: _("the file cannot be read."),
  notHeld: (names) => _("this form cannot hold {names}.", { names }),
  incompleteDate: _("an incomplete date"),
};
