/* In the head of a checker page: Python starts while the page itself is still on its way. */

import { Engine, assessText } from "./checker/engine.js";

const early = new Engine({ way: document.documentElement.dataset.way });
early.warm();

/** For checker.js, and for those who test and measure. */
window.wardbook = { Engine, RUNTIME, assessText, early };
