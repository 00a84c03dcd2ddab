/* Pyodide, started from given files. It is led to believe that it fetches them itself. */

import { loadPyodide } from "pyodide";
import { unfold } from "./snapshot.js";

/** An address that no file has; what Pyodide asks for below it, it is given. */
const NOWHERE = "https://pyodide.invalid/";
const LIBRARY = `${NOWHERE}library.zip`;

/** Start Python.
    @param {object} about  the runtime's manifest
    @param {Promise<WebAssembly.Module>} module
    @param {Promise<void>} script  settles once Pyodide's script has run
    @param {{library: Promise<Uint8Array>} | {snapshot: Promise<Uint8Array>}} way */
export async function startPython(about, module, script, { library, snapshot }) {
  // With a snapshot nothing is imported any more, so the library may be an empty archive.
  const archive = library ?? Promise.resolve(new Uint8Array([80, 75, 5, 6, ...new Array(18).fill(0)]));
  const whole = snapshot && new Uint8Array(about.memory);
  answerFetches(archive);
  const failed = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = async (_response, imports) => {
      try {
        const compiled = await module;
        const instance = await WebAssembly.instantiate(compiled, imports);
        if (snapshot) {
          unfold(await snapshot, new Uint8Array(imports.env.memory.buffer), whole);
        }
        return { instance, module: compiled };
      } catch (error) {
        reject(error); // Pyodide does not pass it on, but waits for ever
        throw error;
      }
    };
    archive.catch(reject);
    script.catch(reject);
    self.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      reject(event.reason);
    });
  });
  return Promise.race([load(about, archive, script, whole), failed]);
}

async function load(about, archive, script, whole) {
  await script;
  await archive;
  return loadPyodide({
    indexURL: NOWHERE,
    stdLibURL: LIBRARY,
    lockFileContents: JSON.stringify({ info: about.info, packages: {} }),
    packageBaseUrl: NOWHERE,
    env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide", LANG: "en_US.UTF-8" },
    ...(whole && { _loadSnapshot: whole }),
  });
}

function answerFetches(archive) {
  const others = self.fetch;
  self.fetch = async (resource, options) => {
    const address = String(resource?.url ?? resource);
    if (address === LIBRARY) {
      return new Response(await archive);
    }
    return address.startsWith(NOWHERE) ? new Response(null) : others(resource, options);
  };
}
