/* On pages without a checker: its runtime is fetched early, since the next page may be the checker. On the pages of a
   protocol at once, elsewhere when all else is loaded and the browser is idle. */

import { fetchWhenIdle } from "./runtime/early.js";

if (!document.querySelector("[data-checker]")) {
  const protocol = document.querySelector(".wb-protocol");
  const fetchAll = () => fetchWhenIdle(["wasm", "module", "library"]);
  if (protocol || document.readyState === "complete") {
    fetchAll();
  } else {
    addEventListener("load", fetchAll);
  }
}
