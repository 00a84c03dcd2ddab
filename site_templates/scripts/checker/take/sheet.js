/* An assessment on paper: the record, laid out on a sheet that is there only while the browser prints. Form and answer, which
   are made for a screen, stay away from it. */

import { moment } from "../../words/dates.js";
import { element, joined } from "../dom.js";
import { words } from "../words.js";

/** Print what is recorded instead of what the page shows.
    @param {Element} root  the checker  @param {() => import("./record.js").Record} record  what stands there now */
export function printRecord(root, record) {
  let sheet = null;
  const inner = root.closest(".md-content__inner");
  addEventListener("beforeprint", () => {
    if (root.isConnected && sheet === null) {
      sheet = sheetOf(record());
      inner.append(sheet);
      inner.classList.add("wb-prints-case");
    }
  });
  addEventListener("afterprint", () => {
    sheet?.remove();
    sheet = null;
    inner.classList.remove("wb-prints-case");
  });
}

/** @param {import("./record.js").Record} record  @returns {Element} */
function sheetOf(record) {
  const { title, foot, earlier, patient, before, plan, after, decided } = record;
  const label = element("p", { class: "wb-case__label" }, words.record.label);
  const head = element("div", {}, element("h2", {}, title), ...stands(foot));
  const open = after.filter(({ name }) => name === "open");
  const others = after.filter(({ name }) => name !== "open");
  return element(
    "article",
    { class: "wb-case", "data-readers": "everybody" },
    element("header", { class: "wb-case__head" }, ...(patient ? [] : [label]), head),
    ...(earlier ? [element("p", { class: "wb-case__earlier" }, earlier)] : []),
    ...before.map(inLine),
    ...plan.map(asList),
    ...others.map(inLine),
    ...open.map(inLine),
    ...(decided ? [signatures()] : []),
  );
}

/** How far it may be trusted, when it was assessed and when it was printed, and whence it comes. */
function stands({ version, standing, address, assessed, source }) {
  const times = [assessed, words.record.printed(moment(new Date()))].filter(Boolean).join(" · ");
  const lines = [[element("strong", {}, standing.join(" · ")), ` · ${version}`], [times], [address], [source]];
  return lines.filter(([first]) => first !== "").map((line) => element("p", {}, ...line));
}

const strong = (text) => (text ? [element("strong", {}, joined(text)), " "] : []);

/** Its title at the head of its first line. */
function inLine({ name, title, lines }) {
  const line = (each, index) =>
    element("p", {}, ...strong(index || !title ? "" : `${title}:`), ...strong(each.strong), joined(each.text));
  return element("section", { class: "wb-case__part", "data-case": name }, ...lines.map(line));
}

function asList({ name, title, lines }) {
  const item = (each) => {
    const doubts = (each.doubts ?? []).map((text) => element("p", { class: "wb-case__doubt" }, joined(text)));
    return element("li", {}, ...strong(each.strong), joined(each.text), ...doubts);
  };
  const list = element("ul", {}, ...lines.map(item));
  return element("section", { class: "wb-case__part", "data-case": name }, element("h3", {}, title), list);
}

function signatures() {
  const places = [words.record.decidedBy, words.record.signature, words.record.date];
  return element("p", { class: "wb-case__sign" }, ...places.map((text) => element("span", {}, text)));
}
