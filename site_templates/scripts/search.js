/* The search of the site, in a worker of its own: statements as a question finds them, then sections, developers' last.
   The theme starts it in the place of its own script, and speaks with it in the theme's messages. On a disk it runs in a
   hidden frame (iframe-worker.js). What it knows is fetched once somebody searches. */

import { SiteSearch } from "./search/site-search.js";

/** Kinds of messages, by the theme's numbers. */
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];

/** Where this script lies: files are named beside it. */
const here = self.document?.currentScript?.src ?? self.location.href;
const beside = (name) => new URL(name, here).href;

/** Names the files, which change with every edit of a protocol: here, or else this script's name would too. */
const NAMES = "../../search/files.js";

let docs = [];
let search = null;

async function learn() {
  await importScripts(beside(NAMES));
  const { lexicon, questions } = self.WARDBOOK_SEARCHED;
  await importScripts(beside(lexicon), ...Object.values(questions).map(beside));
  return new SiteSearch(docs, self.WARDBOOK_LEXICON, self.WARDBOOK_QUESTIONS ?? {});
}

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    docs = data.docs;
    postMessage({ type: READY });
  } else if (type === QUERY && data.trim() === "") {
    postMessage({ type: RESULT, data: { items: [] } }); // the theme asks this of every page
  } else if (type === QUERY) {
    search ??= learn();
    postMessage({ type: RESULT, data: { items: (await search).find(data) } });
  }
});
