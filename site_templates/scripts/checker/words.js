/* Every word that the checker's scripts show. What is clinical comes from the page or from the engine. */

export const words = {
  loading: "Loading the checker…",
  slow: "Loading the checker… On a slow connection this can take a minute or two. You can already enter findings.",
  restarting: "The checker stopped and is being started again. What you entered is kept.",
  ready: "The checker is ready.",
  cleared: "All findings are cleared.",

  notStarted: (reason) => `The checker could not start: ${reason} The reference pages are not affected.`,
  stopped: (reason) =>
    `The checker stopped: ${reason} What you entered is still in the form. The reference pages are not affected.`,
  noAnswer: "it gave no answer in time.",
  tooLong: "nothing has come for a minute. The connection may be lost, or this browser may not be able to run it.",
  crashed: "the program that runs it could not be loaded, or ended.",
  missing: (name) => `${name} could not be loaded, or is not the file that it should be.`,

  empty: "Nothing is entered yet.",
  emptyHint: "Start with the first group and enter what you know, in any order. The answer appears here with each change.",
  waiting: "What you entered is assessed as soon as the checker is loaded.",
  typing: (label) => `Still typing: ${label}`,
  typingHint: "The answer follows when the number is complete.",
  refused: "Nothing is assessed until the marked fields are corrected.",
  whole: "The case as a whole",
  notApplicable: "Does not apply",
  because: "This rests on",

  sections: {
    immediate: "Do now",
    today: "Do today",
    ongoing: "Ongoing",
    warnings: "Warnings",
    open: "Depends on a missing finding",
    scores: "Scores",
    inferred: "Follows from your answers",
    criteria: "All criteria",
    no: "Not indicated",
  },
  holds: "True of this patient",
  nothing: "Nothing is indicated by what was entered so far.",
  nothingMore: "Nothing is indicated.",
  needs: "Depends on",
  more: (count) => `${count} more`,
  counts(indicated, open, warnings) {
    const parts = [`${indicated} indicated`];
    if (open) {
      parts.push(`${open} ${open === 1 ? "depends" : "depend"} on missing findings`);
    }
    if (warnings) {
      parts.push(`${warnings} ${warnings === 1 ? "warning" : "warnings"}`);
    }
    return parts.join(" · ");
  },
  barRefused: "Correct the marked fields",

  yes: "Yes",
  no: "No",
  inferred: (value) => `Inferred: ${value}`,
  inferredFull: (value) => `Inferred from other answers: ${value}`,
  warning: "Warning",
  points: (low, high) => (low === high ? `${low} ${low === 1 ? "point" : "points"}` : `${low} to ${high} points`),
  either: (names) => [names.slice(0, -1).join(", "), names[names.length - 1]].filter(Boolean).join(" or "),

  truth: { true: "true", false: "false", unknown: "unknown" },
  mark: { true: "✓", false: "✗", unknown: "?" },
  rule: { all: "All of these", any: "Any of these", "at-least": "", not: "Not" },
  restsOn: "Rests on:",
  rulePage: "This rule on its page",
  noReasons: "The reasons could not be had.",
  ambiguous:
    "Three digits after a comma or point can be read in two ways: " +
    "leave the mark out for thousands, or write another number of decimals",
  converted: (value, unit) => `Entered as ${value} ${unit}, and assessed as that.`,
  next: (most) => `settles ${most === 1 ? "one of these" : `up to ${most} of these`}.`,
  nextFirst: "Most useful to find out next:",
  wouldBe: { indicated: "It would be indicated with:", "not-indicated": "It would not be indicated with:",
    undetermined: "It would be open with:" },
  side: { above: "above", below: "below", at: "exactly" },
  status: { indicated: "indicated", "not-indicated": "not indicated", undetermined: "depends on a missing finding" },
  notAssessed: "Not assessed",
  assessedAt: (time) => `Assessed at ${time}`,
  since: (time) => `Changed since ${time}`,
  sinceNothing: "Nothing has changed.",
  keptForComparison: "Kept. Change the findings, and what differs is shown here. It is forgotten when the page is closed.",
  take: {
    text: "Text for the record",
    markdown: "Markdown",
    json: "JSON, as the command 'wardbook assess' reads it",
    link: "A link to this assessment",
  },
  takeAnswer: "Answer",
  takeNote: "Check it before you paste it: it is what you entered and what the rules say to it.",
  linkNote:
    "The link holds every finding that you entered, in the part after the sign #. A browser sends that part to no server, " +
    "but whoever has the link can read it. Enter no name and no date of birth anywhere.",
  copied: "Copied.",
  copyYourself: "Marked: copy it with your keyboard or your browser's menu.",
  findings: "Findings",
  statementsShort: "Statements",
  opened: "Opened.",
  notOpened: (reason) => `This cannot be opened: ${reason}`,
  notACase: "it is no saved assessment of this protocol.",
  notFilledIn: (names) => `Not filled in, since this form does not know it: ${names}.`,
  incompleteDate: "an incomplete date",
};
