/* A visitor's walk through the site in a real browser, Chromium or Firefox: home, a protocol, the search, the checker with
   an answer, a reason, the text for the record, a question, a reload. Reads what to do as JSON from its argument, and writes what it saw as JSON.

   With `address`, it serves the site itself at that address first: inside a network namespace it is this machine's own. */

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import puppeteer from "puppeteer-core";
import { walked } from "../../support/walking.mjs";

const { browser: name, executable, profile, site, url, address, answers, typed, expected, question, search, later } = JSON.parse(process.argv[2]);

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
  ".wasm": "application/wasm", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json" };

async function serve() {
  const server = createServer(async (request, response) => {
    try {
      const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
      const body = await readFile(join(site, path));
      response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, address, done));
  return [`http://${address}:${server.address().port}`, () => server.close()];
}

const [root, stop] = address ? await serve() : [url, () => {}];
const chromium = { args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"], pipe: true };
const browser = await puppeteer.launch({
  browser: name === "firefox" ? "firefox" : "chrome",
  executablePath: executable,
  headless: true,
  defaultViewport: { width: 1280, height: 900 },
  userDataDir: profile,
  ...(name === "chromium" && chromium),
});
const seen = { errors: [], requests: [], ways: [] };
await walked(
  seen,
  async () => {
    const page = await browser.newPage();
    page.on("dialog", (dialog) => dialog.accept()); // leaving a filled form asks
    page.setDefaultTimeout(60_000);
    page.on("pageerror", (error) => seen.errors.push(String(error?.message ?? error)));
    page.on("console", (message) => message.type() === "error" && seen.errors.push(message.text()));
    page.on("request", (request) => seen.requests.push(request.url()));

    const ready = async () => {
      await page.waitForSelector("[data-part=status][data-state=ready], [data-part=status][data-state=failed]", { hidden: false })
        .catch(() => {});
      await page.waitForFunction(() => ["ready", "failed"].includes(document.querySelector("[data-part=status]").dataset.state));
      seen.ways.push(await page.$eval("[data-part=status]", (line) => line.dataset.way ?? line.textContent));
    };

    await page.goto(`${root}/index.html`);
    seen.home = await page.title();
    seen.network = await fetch("http://192.0.2.1/", { signal: AbortSignal.timeout(1500) }).then(() => true, () => false);
    await page.waitForFunction(() => document.documentElement.dataset.offline); // its script comes after the text
    Object.assign(seen, await page.evaluate(() => ({
      secure: window.isSecureContext,
      subtle: typeof crypto.subtle !== "undefined",
      worker: "serviceWorker" in navigator && window.isSecureContext && location.protocol !== "file:",
      offline: document.documentElement.dataset.offline,
    })));

    await page.click(".md-search__input");
    await page.waitForFunction(() => document.querySelector(".md-search-result__meta")?.textContent.includes("Type to start"));
    await page.type(".md-search__input", search);
    await page.waitForSelector(".md-search-result__item a");
    seen.results = await page.$$eval(".md-search-result__item", (items) => items.length);
    await Promise.all([page.waitForNavigation(), page.$eval(".md-search-result__item a", (link) => link.click())]);
    seen.landed = new URL(page.url()).pathname;

    await page.goto(`${root}/protocols/differentiation-syndrome/index.html`);
    await Promise.all([page.waitForNavigation(), page.$eval('a[href="checker.html"]', (link) => link.click())]);
    await ready();
    for (const [finding, number] of Object.entries(typed)) {
      await page.type(`#input-${finding}`, number);
    }
    for (const [finding, value] of Object.entries(answers)) {
      await page.$eval(`#finding-${finding} input[value="${value}"]`, (input) => input.click());
    }
    await page.waitForSelector(`[data-recommendation="${expected}"][data-status=indicated]`);
    await page.$eval(`[data-recommendation="${expected}"] [data-part=title]`, (title) => title.click());
    await page.waitForSelector(`[data-recommendation="${expected}"] .wb-tree`);
    seen.answered = true;

    const recorded = (number) => {
      document.querySelector("[data-take=text]").click();
      const text = document.querySelector("[data-part=taken-text]").value;
      document.querySelector("[data-part=taken-close]").click();
      return text.includes(number) && text;
    };
    seen.recorded = await (await page.waitForFunction(recorded, { polling: 200 }, Object.values(typed)[0])).jsonValue();
    await page.type("[data-ask] input", question);
    await page.waitForSelector("[data-ask] [data-statement]:not([hidden])");
    seen.asked = await page.$$eval("[data-ask] [data-statement]:not([hidden])", (found) => found.map((each) => each.dataset.statement));
    await page.reload();
    await ready();
    seen.fonts = await page.evaluate(async () => (await document.fonts.ready, [...document.fonts].some((font) => font.status === "loaded")));

    /* The same copy, on a device whose calendar is `later` milliseconds on. */
    await page.evaluateOnNewDocument((by) => {
      const Now = Date;
      window.Date = class extends Now {
        constructor(...given) {
          super(...(given.length ? given : [Now.now() + by]));
        }
      };
    }, later);
    await page.goto(`${root}/protocols/differentiation-syndrome/treat.html`);
    await page.waitForSelector(".wb-review [data-standing=overdue]:not([hidden])");
    seen.overdue = await page.$eval(".wb-review", (banner) => banner.innerText);
  },
  async () => {
    await browser.close();
    stop();
  },
);
