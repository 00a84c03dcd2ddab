/* A start of Pyodide under Node with an archive as its standard library: the checker answers some cases, and the script
   writes the list of modules that this took (`modules`), or a snapshot of the memory, and the memory at the very
   beginning beside it (`snapshot`).

   node start.mjs PYODIDE ARCHIVE WARM_UP modules|snapshot OUT */

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, archive, warmUp, wanted, out] = process.argv.slice(2);

process.on("unhandledRejection", fail);
process.on("uncaughtException", fail);

function fail(error) {
  // Only the message: Node would also print the source line of the error; Pyodide's lines have a million characters.
  process.stderr.write(`${String(error?.message ?? error).slice(-2000)}\n`);
  process.exit(1);
}

/* The memory must be the same at every build: no clock, no random numbers and no data of this machine come into it. */
process.argv[1] = "start.mjs";
process.env.TZ = "UTC";
const then = 1_580_601_600_000;
Date.now = () => then;
performance.now = () => 0;
crypto.getRandomValues = (array) => array.fill(7);

let beginning = null;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (source, imports) => {
  const result = await instantiate(source, imports);
  beginning ??= new Uint8Array(imports.env.memory.buffer).slice();
  return result;
};

const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({
  stdLibURL: archive,
  lockFileContents: readFileSync(`${pyodide}/pyodide-lock.json`, "utf8"),
  env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide", LANG: "en_US.UTF-8" },
  _makeSnapshot: wanted === "snapshot",
});
const { compiled, cases } = JSON.parse(readFileSync(warmUp, "utf8"));
const page = python.pyimport("wardbook_page");
page.warm_up(JSON.stringify(compiled), JSON.stringify(cases.map((findings) => JSON.stringify({ protocol: compiled.id, findings }))));
page.destroy();

if (wanted === "modules") {
  const sys = python.pyimport("sys");
  const files = [];
  for (const module of sys.modules.values()) {
    const file = module?.__file__;
    const [, inside] = String(file ?? "").split(".zip/");
    if (inside) {
      files.push(inside);
    }
  }
  writeFileSync(out, JSON.stringify(files.sort()));
} else {
  const gc = python.pyimport("gc");
  gc.collect();
  gc.destroy();
  writeFileSync(out, python.makeMemorySnapshot());
  writeFileSync(`${out}.beginning`, beginning);
}
