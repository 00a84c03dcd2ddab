/* Firefox opens a page and says after how many milliseconds its verdict stood there. Reads what to do as JSON from its
   argument, and writes what it saw as JSON. */

import puppeteer from "puppeteer-core";
import { walked } from "../tests/support/walking.mjs";

const { executable, profile, address, rest } = JSON.parse(process.argv[2]);

const browser = await puppeteer.launch({ browser: "firefox", executablePath: executable, headless: true, userDataDir: profile });
const seen = {};
await walked(
  seen,
  async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(170_000);
    await new Promise((done) => setTimeout(done, rest));
    await page.goto(address);
    await page.waitForSelector("html[data-verdict]");
    seen.verdict = await page.$eval("html", (root) => Number(root.dataset.verdict));
  },
  () => browser.close(),
);
