/* Firefox is killed, and brings its tabs back when it is started again. Reads what to do as JSON from its argument, and writes
   what the tab holds then as JSON. */

import puppeteer from "puppeteer-core";
import { walked } from "../../support/walking.mjs";

const { executable, profile, address } = JSON.parse(process.argv[2]);

const launch = () =>
  puppeteer.launch({
    browser: "firefox",
    executablePath: executable,
    headless: true,
    userDataDir: profile,
    ignoreDefaultArgs: ["about:blank"],
    extraPrefsFirefox: { "browser.sessionstore.interval": 500, "browser.startup.page": 3 },
  });

async function broughtBack(browser) {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const page = (await browser.pages()).find((each) => each.url() === address);
    if (page) {
      return page;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no tab was brought back; there are ${(await browser.pages()).map((page) => page.url())}`);
}

const ready = (page) => page.waitForSelector("[data-part=status][data-state=ready]", { timeout: 60_000 });
const seen = {};
let browser = await launch();
await walked(
  seen,
  async () => {
    const page = (await browser.pages())[0] ?? (await browser.newPage());
    await page.goto(address);
    await ready(page);
    await page.$eval("#finding-atra input[value=given]", (input) => input.click());
    await page.$eval("#finding-dyspnea input[value=true]", (input) => input.click());
    await new Promise((done) => setTimeout(done, 3000)); // until the tabs are written down
    const ended = new Promise((done) => browser.process().once("exit", done));
    browser.process().kill("SIGKILL");
    await ended;

    browser = await launch();
    const restored = await broughtBack(browser);
    await ready(restored);
    seen.offered = await restored.$eval("[data-part=kept-offer]", (offer) => offer.open);
    if (seen.offered) {
      await restored.click("[data-part=kept-go]");
    }
    seen.form = await restored.evaluate(() =>
      ["atra", "dyspnea"].map((finding) => document.querySelector(`#finding-${finding} input:checked`).value),
    );
  },
  () => browser.close(),
);
