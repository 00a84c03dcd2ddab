/* The look of a page whose style sheets have not come: text that can be read, pictures no larger than text, and no word for
   professionals before a patient. It is set by script, since the page's policy allows no styles in its HTML. */

const LOOK = `
:where(body) { font-family: system-ui, sans-serif; line-height: 1.5; margin: 1rem auto; max-width: 45rem; padding: 0 1rem; }
:where(svg:not(.wb-pathway)) { height: 1.2em; width: 1.2em; }
:where(img) { max-width: 100%; }
:where(.md-logo img) { height: 2em; }
:where(.md-sidebar, .md-toggle, .md-option, .md-overlay, .md-search, .md-header__button, .md-top) { display: none; }
:where(.md-icon) { fill: currentColor; }
:where(.js) .wb-unstarted { display: none; }
`;

const READERS = `
html:not([data-audience="patient"]) [data-readers="patients"],
html[data-audience="patient"] :is([data-readers="some"] > :not([data-readers]), [data-readers="professionals"]),
html[data-audience="patient"][data-of="professionals"] .md-content__inner > :not([data-readers]) { display: none !important; }
`;

/** @param {{any: boolean, first: boolean}} lacking  whether the page lacks any style sheet, and the one that all build on */
export function lookBare({ any, first }) {
  if ("adoptedStyleSheets" in document) {
    document.adoptedStyleSheets = [...(any ? [READERS] : []), ...(first ? [LOOK] : [])].map(sheet);
  }
}

const made = new Map();

function sheet(rules) {
  if (!made.has(rules)) {
    made.set(rules, new CSSStyleSheet());
    made.get(rules).replaceSync(rules);
  }
  return made.get(rules);
}
