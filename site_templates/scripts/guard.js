/* In the HTML of every page, before all else, so that it is there when no file comes: it says who reads, gives the theme what
   it expects, shows the page when a style sheet stalls, and brings the scripts. A server that forbids scripts in the HTML
   leaves this to the file of the same content. */

import { Notice } from "./guard/notice.js";
import { takeReader } from "./guard/reader.js";
import { Scripts, UNCHECKED } from "./guard/scripts.js";
import { standIn } from "./guard/storage.js";
import { Styles } from "./guard/styles.js";
import { serveTheme, takeOverQuery } from "./guard/theme.js";

function start() {
  const { base, styles: sheets = "[]", scripts: listed = "[]", later = "[]", quiet, of = "" } =
    document.querySelector("script[data-base]").dataset;
  const addressed = (pairs) => JSON.parse(pairs).map(([name, hash]) => [new URL(name, new URL(base, location.href)).href, hash]);
  const page = document.documentElement;
  page.classList.replace("no-js", "js");
  page.dataset.of = of;
  standIn();
  takeReader();
  serveTheme(base);

  if (UNCHECKED && document.currentScript?.dataset.styles) {
    // No hash can be checked here: the sheets are written without, and those with one become text that counts not.
    const links = addressed(sheets).map(([address]) => `<link rel="stylesheet" href="${address.replaceAll('"', "%22")}">`);
    document.write(`${links.join("")}<noscript>`);
  }

  const told = () => quiet === undefined && notice.update();
  const styles = new Styles(told);
  const scripts = new Scripts((file) => {
    told();
    if (file.state === "there") {
      if (file.name === "bundle.js") {
        takeOverQuery();
      }
      document.dispatchEvent(new CustomEvent("wardbook:came", { detail: file.name }));
    }
  });
  const files = () => [...styles.files, ...scripts.files];
  const each = (action) => () => files().forEach((file) => file[action]());
  const notice = new Notice(files, each("askAnew"));
  addEventListener("online", each("retry"));
  addEventListener("offline", told);
  document.addEventListener("visibilitychange", () => document.hidden || each("retry")());

  styles.tend();
  scripts.know([...addressed(listed), ...addressed(later)]);
  scripts.bring(addressed(listed), styles.settled);

  /** For the scripts that come: those that they want, by address or by name. */
  window.wardbookFiles = {
    bring: (address) => scripts.file(new URL(address, location.href).href).there(),
    named: (name) => scripts.named(name),
  };
}

if (!window.wardbookFiles) {
  start();
}
