/* The checker left and come back to in a browser that keeps no page in its history: Back, reload, six minutes later, and in
   Chromium a crash. Reads what to do as JSON from its argument, and writes what it saw at each step as JSON. */

import puppeteer from "puppeteer-core";
import { walked } from "../../support/walking.mjs";

const { browser: name, executable, profile, root } = JSON.parse(process.argv[2]);

const FOLDER = `${root}/protocols/differentiation-syndrome`;
const browser = await puppeteer.launch({
  browser: name === "firefox" ? "firefox" : "chrome",
  executablePath: executable,
  headless: true,
  userDataDir: profile,
  defaultViewport: { width: 1280, height: 900 },
  ...(name === "firefox"
    ? { extraPrefsFirefox: { "browser.sessionhistory.max_total_viewers": 0 } }
    : { args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-features=BackForwardCache"], pipe: true }),
});
const seen = { asked: [], errors: [], steps: {} };
await walked(
  seen,
  async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    page.on("dialog", (dialog) => (seen.asked.push(dialog.type()), dialog.accept()));
    page.on("pageerror", (error) => seen.errors.push(String(error?.message ?? error)));

    const ready = () => page.waitForSelector("[data-part=status][data-state=ready]");
    const answered = () => page.waitForSelector("#wb-answer [data-recommendation=give-dexamethasone][data-status=indicated]");
    const look = async (step) => {
      seen.steps[step] = await page.evaluate(() => ({
        form: ["atra", "dyspnea"].map((finding) => document.querySelector(`#finding-${finding} input:checked`).value),
        number: document.querySelector("#input-qtc").value,
        answer: document.querySelector("[data-part=body]").innerText,
        line: document.querySelector("[data-part=kept]").textContent,
        offered: document.querySelector("[data-part=kept-offer]").open,
        undo: !document.querySelector("[data-part=undo]").disabled,
      }));
    };

    await page.goto(`${FOLDER}/checker.html`);
    await ready();
    await page.$eval("#finding-atra input[value=given]", (input) => input.click());
    await page.$eval("#finding-dyspnea input[value=true]", (input) => input.click());
    await page.type("#input-qtc", "440");
    await answered();

    // Firefox reports a script that was still on its way when the page was left as one that was spoiled.
    await page.goto(`${FOLDER}/treat.html`, { waitUntil: "networkidle0" });
    await page.goBack();
    await ready();
    await answered();
    await look("back");

    await page.reload();
    await ready();
    await answered();
    await look("reload");

    if (name === "chromium") {
      const crashed = new Promise((done) => page.once("error", done));
      page.goto("chrome://crash").catch(() => {});
      await crashed;
      await page.reload();
      await ready();
      await look("crash");
      await page.click("[data-part=kept-go]");
      await answered();
      await look("continued");
    }

    await page.evaluateOnNewDocument(() => {
      const now = Date.now;
      Date.now = () => now() + 6 * 60_000;
    });
    await page.reload();
    await ready();
    await look("later");
    await page.click("[data-part=kept-anew]");
    await page.reload();
    await ready();
    await look("anew");
  },
  () => browser.close(),
);
