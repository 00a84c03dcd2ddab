/* Why the checker does not run, in words. What browsers and Python say of it goes into the details for those who look after
   the site; a reader gets one of these sentences. */

import { _ } from "../../words/language.js";

const reasons = {
  "no-webassembly": _("this browser has WebAssembly switched off, and the checker is made of it."),
  "policy-webassembly": _("the server of this site, or something between it and you, forbids WebAssembly, and the checker is made of it."),
  "no-worker": _("this browser, or the server of this site, lets a page run nothing in the background, and the checker runs there."),
  sandboxed: _("the frame in which this page is shown keeps it from loading what the checker needs."),
  "no-fetch": _("the server of this site forbids its pages to load what the checker needs."),
  refused: _("a file that it needs could not be loaded: this network, or the server, does not let it through."),
  missing: _("a file that it needs could not be loaded: it is not there, or is held back on its way."),
  unreachable: _("a file that it needs could not be loaded. The connection may be lost."),
  "cut-off": _("a file that it needs was cut off on its way. The connection may be lost."),
  slow: _("nothing has come for a minute. The connection may be lost, or this browser may not be able to run it."),
  "sign-in": _("a web page came in place of a file that it needs. This looks like a sign-in page, of this network or of the server."),
  altered: _("a file that it needs is incomplete or was altered on its way."),
  "wrong-type": _("the server of this site sends the checker's files under a wrong type."),
  memory: _("this device has too little free memory."),
  "old-browser": _("this browser is too old for it."),
  "disk-missing": _("a file that it needs is missing from this folder, or cannot be opened."),
  lost: _("the program that runs it could not be loaded, or ended."),
  "no-answer": _("it gave no answer in time."),
  unknown: _("something in it failed."),
};

/** Causes of which the network may be guilty: they may pass without anybody doing anything. */
const PASSING = ["unreachable", "cut-off", "slow"];

/** Causes that another try does not mend, since a browser, a policy or a frame forbids something. */
const LASTING = ["no-webassembly", "policy-webassembly", "no-worker", "sandboxed", "no-fetch", "wrong-type", "old-browser"];

/** Files that the network or the server holds back, changes or forbids to load one by one. */
const ONE_BY_ONE = ["altered", "missing", "refused", "no-fetch"];

/** A reason in words, as its message; `cause` is a key of those above, `detail` what the browser or Python said. */
export class Failure extends Error {
  constructor(cause, detail = "", again = undefined) {
    super(reasons[cause] ?? reasons.unknown);
    this.reason = cause;
    this.detail = String(detail);
    this.again = again;
  }

  /** Whether it may pass by itself. */
  get passing() {
    return PASSING.includes(this.reason);
  }

  /** Whether the reader's "Try again" can help. */
  get mendable() {
    return !LASTING.includes(this.reason);
  }

  /** Whether the same files in one script may come through, as they do on a disk. */
  get byFile() {
    return ONE_BY_ONE.includes(this.reason);
  }
}
