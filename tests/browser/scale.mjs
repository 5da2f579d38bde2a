// Measures a large built site as its readers meet it: `node scale.mjs FOLDER BASE-PATH`. Not a part of the tests: its times
// depend on the machine. A site of a hundred thousand events is what it was written for.
//
// It prints each figure beside the most that it may be, the median of five where it is a time, and ends with code 1 if one
// is over. What it measures:
//
// - the overview's HTML in kB; the most events that a page lists and the most elements that it has, of all pages;
// - the timeline: until its first view is drawn and answers, in ms; how long the page blocks while it loads, in ms beyond
//   50 of each task, with the processor slowed four times;
// - the filters: from the choice of an actor to the list that is shown, once their data are there, in ms;
// - the search: from a key to the results, in ms; what a query fetches, compressed, in kB, the directory included.

import { readFileSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { launch as launchChrome } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM, FLAGS, launch, serve } from "./host.mjs";

const [folder, base] = process.argv.slice(2);
const TIMES = 5;
/** How many pages are read at once. */
const AT_ONCE = 64;

let over = 0;

function figure(what, value, most, unit) {
  const isOver = value > most;
  if (isOver) over += 1;
  console.log(`${isOver ? "OVER " : "     "}${what}: ${Math.round(value * 10) / 10} ${unit} (at most ${most})`);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const kilobytes = (bytes) => bytes / 1_000;

// ---------- Pages ----------

async function pages(below = "") {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const found = entries.filter((entry) => entry.name.endsWith(".html")).map(({ name }) => path.join(below, name));
  for (const { name } of entries.filter((entry) => entry.isDirectory())) for (const page of await pages(path.join(below, name))) found.push(page);
  return found;
}

/** How often a mark stands in a page. */
function count(page, mark) {
  let times = 0;
  for (let at = page.indexOf(mark); at >= 0; at = page.indexOf(mark, at + mark.length)) times += 1;
  return times;
}

/** How many elements a page has: its `<` stand before names of tags only, being written by annals. */
const elementsOf = (page) => count(page, "<") - count(page, "</") - count(page, "<!");

async function sizes() {
  let [events, elements] = [{ count: 0 }, { count: 0 }];
  const all = await pages();
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const read = await Promise.all(some.map((file) => readFile(path.join(folder, file))));
    for (const [number, page] of read.entries()) {
      const [file, rows, tags] = [some[number], count(page, '<li class="row weight-') + count(page, '<li class="card '), elementsOf(page)];
      if (rows > events.count) events = { count: rows, file };
      if (tags > elements.count) elements = { count: tags, file };
    }
  }
  console.log(`     ${all.length} pages were looked at`);
  figure(`events of a page (${events.file})`, events.count, 300, "events");
  figure(`elements of a page (${elements.file})`, elements.count, 3_000, "elements");
  const timeline = readFileSync(path.join(folder, "timeline/index.html"), "utf8");
  const drawn = timeline.match(/<figure class="overview.*?<\/figure>/s)[0];
  figure("the overview", kilobytes(Buffer.byteLength(drawn)), 60, "kB");
  figure("the timeline's HTML, compressed", kilobytes(gzipSync(timeline).length), 60, "kB");
}

// ---------- In a browser ----------

/** Notes tasks that block, and first paints, from the beginning of a page on. */
const WATCH = () => {
  window.watched = { tasks: [], paint: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.watched.tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") window.watched.paint = startTime;
  }).observe({ type: "paint", buffered: true });
};

/** A page of its own, with the processor slowed so many times. */
async function fresh(browser, slowed = 1) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  return { context, page };
}

const blocked = (page, since = 0) =>
  page.evaluate((from) => window.watched.tasks.filter(([start]) => start >= from).reduce((sum, [, length]) => sum + Math.max(0, length - 50), 0), since);

async function timeline(browser, origin) {
  const [ready, blocking] = [[], []];
  for (let i = 0; i < TIMES; i += 1) {
    const { context, page } = await fresh(browser);
    await page.goto(`${origin}${base}timeline/`, { waitUntil: "load" });
    // Scripts are run before the event `DOMContentLoaded`; the browser answers when the task that follows it is over.
    ready.push(
      await page.evaluate(async () => {
        await new Promise((done) => setTimeout(done, 300));
        const [{ domContentLoadedEventEnd }] = performance.getEntriesByType("navigation");
        const tasks = window.watched.tasks.map(([start, length]) => start + length);
        return Math.max(domContentLoadedEventEnd, window.watched.paint, ...tasks);
      }),
    );
    await context.close();
  }
  // Measured by Lighthouse, since what drives the browser here blocks the page as well.
  const chrome = await launchChrome({ chromePath: CHROMIUM, chromeFlags: FLAGS });
  for (let i = 0; i < TIMES; i += 1) {
    const { lhr } = await lighthouse(`${origin}${base}timeline/`, {
      port: chrome.port,
      onlyAudits: ["total-blocking-time"],
      throttlingMethod: "devtools",
      throttling: { cpuSlowdownMultiplier: 4, requestLatencyMs: 0, downloadThroughputKbps: 0, uploadThroughputKbps: 0 },
      logLevel: "silent",
    });
    blocking.push(lhr.audits["total-blocking-time"].numericValue);
  }
  chrome.kill();
  figure("the timeline's first view answers after", median(ready), 1_000, "ms");
  figure("the timeline blocks while it loads, slowed four times", median(blocking), 50, "ms");
}

/** Opens the filters and waits for their data. */
async function filters(page, origin) {
  await page.goto(`${origin}${base}timeline/`, { waitUntil: "load" });
  await page.evaluate(() => (document.querySelector("#filters").open = true));
  await page.waitForFunction(() => document.querySelector("#filters").dataset.ready, null, { timeout: 120_000 });
  await page.evaluate(() => (document.querySelector('[data-filter="actor"]').open = true));
}

/** How long it takes from a click on one actor more until the list is shown, in the page's own clock. */
const chooseActor = (page, number) =>
  page.evaluate(async (at) => {
    const panel = document.querySelector("#filters");
    const before = panel.dataset.ready;
    const box = document.querySelectorAll('input[name="actor"]')[at];
    const start = performance.now();
    const shown = new Promise((done) => new MutationObserver(() => panel.dataset.ready !== before && done()).observe(panel, { attributes: true }));
    box.click();
    await shown;
    return performance.now() - start;
  }, number);

async function filter(browser, origin) {
  const times = [];
  const { context, page } = await fresh(browser);
  await filters(page, origin);
  await chooseActor(page, 0);
  for (let i = 1; i <= TIMES; i += 1) times.push(await chooseActor(page, i));
  await context.close();
  figure("an actor is chosen in", median(times), 100, "ms");
  const slow = await fresh(browser, 4);
  await filters(slow.page, origin);
  const since = await slow.page.evaluate(() => performance.now());
  await chooseActor(slow.page, 1);
  await slow.page.waitForTimeout(500);
  figure("the choice of an actor blocks, slowed four times", await blocked(slow.page, since), 50, "ms");
  await slow.context.close();
}

/** Names as readers would look for them, and the beginning of a word that stands nearly everywhere. */
async function words(page, origin) {
  const names = [];
  for (const list of ["actors", "places"]) {
    await page.goto(`${origin}${base}${list}/`, { waitUntil: "load" });
    names.push(...(await page.$$eval(".entry-name", (entries) => entries.map((entry) => entry.textContent.trim()))));
  }
  return [names[0], names[Math.floor(names.length / 2)], names.at(-1), `${names[1]} ${names.at(-2)}`, "the"];
}

async function search(browser, origin) {
  const [times, weights] = [[], []];
  const { context, page } = await fresh(browser);
  const queries = await words(page, origin);
  await context.close();
  for (const query of queries) {
    const own = await fresh(browser);
    const bodies = [];
    own.page.on("response", (response) => {
      if (response.url().includes("/data/")) bodies.push(response.body());
    });
    await own.page.goto(`${origin}${base}search/`, { waitUntil: "networkidle" });
    times.push(
      await own.page.evaluate(async (text) => {
        const [form, field] = [document.querySelector("#search_form"), document.querySelector("#search_words")];
        const before = form.dataset.ready;
        field.value = text;
        const start = performance.now();
        const shown = new Promise((done) =>
          new MutationObserver(() => form.dataset.ready && form.dataset.ready !== before && done()).observe(form, { attributes: true }),
        );
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await shown;
        return performance.now() - start;
      }, query),
    );
    await own.page.waitForLoadState("networkidle");
    weights.push((await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0));
    await own.context.close();
  }
  console.log(`     searched: ${queries.map((query, at) => `“${query}” ${Math.round(times[at])} ms, ${Math.round(kilobytes(weights[at]))} kB`).join("; ")}`);
  figure("a search takes", median(times), 200, "ms");
  figure("the slowest search takes", Math.max(...times), 200, "ms");
  figure("a search fetches", kilobytes(Math.max(...weights)), 150, "kB");
}

await sizes();
const { server, origin } = await serve(folder, base);
const browser = await launch();
try {
  await timeline(browser, origin);
  await filter(browser, origin);
  await search(browser, origin);
} finally {
  await browser.close();
  server.close();
}
process.exitCode = over === 0 ? 0 : 1;
