/* What to do where the checker does not run: below its sentence stand advice, links, and the details for whoever looks
   after browsers and servers. */

import { _ } from "../../words/language.js";

const elsewhere = _("Another current browser, or another device, may run it.");

/** By what a browser calls itself: where its readers allow WebAssembly for one site. */
const ALLOW = [
  [
    /iPhone|iPad/,
    _("If Lockdown Mode is on: open the page menu in Safari's address field, then Website Settings, and switch Lockdown Mode off for this site."),
  ],
  [/\bEdg\//, _("In Edge: Settings, Privacy, search, and services, Security. Under “Enhance your security on the web”, add this site to those that it is never used for.")],
  [/Firefox\//, _("In Tor Browser: choose the security level “Standard”. In Firefox somebody switched it off on purpose, in about:config.")],
  [
    /Macintosh.*Version\//,
    _("If Lockdown Mode is on: in Safari's menu choose Settings for this website, and switch Lockdown Mode off for it."),
  ],
];

const signIn = _("Load the page again, and sign in if you are asked to.");
const byFilter = _("Another network may let it through. A program that takes downloads over from the browser may be in the way: switch it off for this site.");

const advice = {
  "no-webassembly": () => [ALLOW.find(([name]) => name.test(navigator.userAgent))?.[1], elsewhere],
  "policy-webassembly": () => [_("Only whoever runs this site or this network can allow it: the details below say how.")],
  "no-worker": () => [elsewhere],
  sandboxed: () => [_("Open the page outside of the frame.")],
  "no-fetch": () => [_("Only whoever runs this site can allow it: the details below say how.")],
  refused: () => [signIn, byFilter],
  missing: () => [_("Load the page again: the site may have been renewed meanwhile."), byFilter],
  unreachable: () => [_("It is tried again by itself.")],
  "cut-off": () => [_("It is tried again by itself.")],
  slow: () => [_("It is tried again by itself.")],
  "sign-in": () => [signIn],
  altered: () => [byFilter],
  "wrong-type": () => [_("Only whoever runs this site can mend that: the details below say how.")],
  memory: () => [_("Close other pages and programs, then try again.")],
  "old-browser": () => [_("Update the browser, or open the page in another one.")],
  "disk-missing": () => [_("Copy the whole folder again, and open it from there. A zip has to be unpacked first.")],
  lost: () => [_("Load the page again.")],
  "no-answer": () => [_("Load the page again.")],
  unknown: () => [_("Load the page again.")],
};

/** For those who look after browsers and servers; the configurations in the bundle do all of it. */
const needed = {
  "no-webassembly": _("The browser needs WebAssembly. Lockdown Mode, Edge's enhanced security (policy EnhanceSecurityModeBypassListDomains) or a rule for managed browsers switches it off."),
  "policy-webassembly": _("The header Content-Security-Policy needs 'wasm-unsafe-eval' in script-src."),
  "no-worker": _("The header Content-Security-Policy needs worker-src 'self'. The browser needs web workers."),
  sandboxed: _("The frame's attribute sandbox needs allow-scripts and allow-same-origin."),
  "no-fetch": _("The header Content-Security-Policy needs connect-src 'self' and script-src 'self'."),
  "wrong-type": _("Files that end in .js need the type text/javascript."),
};
const untouched = _("Files that end in .js, .wasm, .zip and .bin below assets/ have to reach the browser unchanged and without a sign-in of their own.");

export class Help {
  #box;

  /** @param {Element} root  of the checker */
  constructor(root) {
    this.#box = root.querySelector("[data-part=cannot]");
  }

  hide() {
    if (this.#box) {
      this.#box.hidden = true;
    }
  }

  /** @param {import("./cannot-run.js").Failure} failure */
  show(failure) {
    if (!this.#box) {
      return;
    }
    const part = (name) => this.#box.querySelector(`[data-part=cannot-${name}]`);
    part("advice").textContent = (advice[failure.reason] ?? advice.unknown)().filter(Boolean).join(" ");
    part("needed").textContent = needed[failure.reason] ?? untouched;
    part("detail").textContent = [failure.reason, failure.detail, navigator.userAgent].filter(Boolean).join("\n");
    part("framed").hidden = window === window.top || failure.passing;
    const link = part("alone");
    link.href = location.href.replace(/#.*/s, "");
    link.lastElementChild.textContent = link.href;
    part("again").hidden = !["sign-in", "refused", "missing", "lost", "no-answer", "unknown"].includes(failure.reason);
    part("reload").href = link.href;
    this.#box.hidden = false;
  }
}
