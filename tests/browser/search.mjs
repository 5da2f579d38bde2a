// Searches a built site as readers do: `node search.mjs FOLDER BASE-PATH [WORDS-TABLE]`.
//
// By pointer and by keyboard alone; in each language; in light and dark; with the bytes that each query fetches counted;
// with scripts off. The table holds names with the words that the build cuts them into: the script must cut them alike.
// The last line says how many checks passed and failed.

import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { AXE, checks, launch, serve, watched } from "./host.mjs";

const [folder, base, table] = process.argv.slice(2);
const DESK = { width: 1400, height: 900 };
const PHONE = { width: 320, height: 640 };
/** The most bytes that a query may fetch, uncompressed. */
const MOST = 150_000;

const { is, end } = checks();

const data = (name) => JSON.parse(readFileSync(path.join(folder, "data", name), "utf8"));

/** All documents of a language. */
function documents(tag) {
  const found = [];
  for (let number = 1; existsSync(path.join(folder, "data", tag, "search", `documents-${number}.json`)); number += 1) {
    found.push(...data(`${tag}/search/documents-${number}.json`));
  }
  return found;
}

/** What the page shows of a search. */
const shown = (page) =>
  page.evaluate(() => ({
    said: document.querySelector(".search-said").textContent,
    rows: [...document.querySelectorAll(".search-results .article-title a")].map((link) => link.getAttribute("href")),
    query: new URLSearchParams(location.search).get("q"),
    field: document.querySelector("#search_words").value,
    more: !document.querySelector(".search-more").hidden && !document.querySelector(".search-results").hidden,
  }));

/** Does something and waits until the page shows what it leads to. */
async function after(page, act) {
  const ready = () => document.querySelector("#search_form")?.dataset.ready ?? "";
  const before = await page.evaluate(ready);
  await act();
  await page.waitForFunction((old) => (document.querySelector("#search_form")?.dataset.ready ?? old) !== old, before);
}

async function open(page, address) {
  await page.goto(address, { waitUntil: "load" });
  await page.waitForFunction(() => document.querySelector("#search_form")?.dataset.ready);
}

/** Events with a title of their own in a language, some of them. */
const some = (tag) => {
  const events = documents(tag).filter((one) => one.kind === "event" && !one.lang);
  return [events[0], events[Math.floor(events.length / 2)], events.at(-1)];
};

async function byPointer(page, search) {
  const [one] = some("en");
  await open(page, search);
  is("nothing is shown before anything is sought", [(await shown(page)).rows, (await shown(page)).said], [[], ""]);
  await page.fill("#search_words", one.title);
  await after(page, () => page.click("#search_form button"));
  const there = await shown(page);
  is("a title finds its event first", there.rows[0], one.url);
  is("the search is in the address", there.query, one.title);
  is("the number is said", Number.parseInt(there.said, 10) >= 1);
  is("politely", await page.getAttribute(".search-said", "role"), "status");
  const row = await page.evaluate(() => {
    const first = document.querySelector(".search-results li");
    return [first.querySelector(".search-kind").textContent, first.querySelector("time, .when")?.textContent];
  });
  is("with its kind and date", row, ["Event", one.date]);
  const shared = page.url();
  const other = some("en")[1];
  await page.fill("#search_words", other.title);
  await after(page, () => page.click("#search_form button"));
  is("another title finds another event", (await shown(page)).rows[0], other.url);
  await after(page, () => page.goBack());
  is("Back: the first search", [(await shown(page)).rows[0], (await shown(page)).field], [one.url, one.title]);
  await after(page, () => page.goForward());
  is("Forward: the other", (await shown(page)).rows[0], other.url);
  await open(page, shared);
  is("a shared address shows the same", (await shown(page)).rows, there.rows);
  await page.click(".search-results .article-title a");
  await page.waitForURL((url) => url.pathname === one.url);
  is("a result leads to its page", await page.textContent("h1"), one.title);
}

async function byKeyboard(page, origin) {
  await page.goto(`${origin}${base}`, { waitUntil: "load" });
  let steps = 0;
  while ((await page.evaluate(() => document.activeElement.id)) !== "site_search" && steps < 60) {
    await page.keyboard.press("Tab");
    steps += 1;
  }
  is("the field of every page is reached by Tab", steps < 60);
  const [, one] = some("en");
  await page.keyboard.type(one.title);
  await Promise.all([page.waitForURL(/\/search\/\?/), page.keyboard.press("Enter")]);
  await page.waitForFunction(() => document.querySelector("#search_form")?.dataset.ready);
  is("Enter leads to what is found", (await shown(page)).rows[0], one.url);
  await open(page, `${origin}${base}search/`);
  is("the field has the focus where nothing was sought yet", await page.evaluate(() => document.activeElement.id), "search_words");
  await after(page, () => page.keyboard.type("mins"));
  await page.waitForFunction(
    () => new URLSearchParams(location.search).get("q") === "mins" && document.querySelector("#search_form").dataset.ready,
  );
  const there = await shown(page);
  is("the beginning of a word is enough, while it is written", there.rows.length > 0);
  is("what is written stays", there.field, "mins");
  const all = Number.parseInt(there.said, 10);
  is("ten at first", [there.rows.length, there.more], [10, all > 10]);
  while ((await page.evaluate(() => document.activeElement.closest(".search-more") !== null)) === false) await page.keyboard.press("Tab");
  const before = there.rows.length;
  await page.keyboard.press("Enter");
  await page.waitForFunction((count) => document.querySelectorAll(".search-results li").length > count, before);
  const more = await shown(page);
  is("more on demand, behind the others", more.rows.slice(0, before), there.rows);
  await page.waitForFunction(() => document.activeElement.closest(".search-results li"));
  is("the first of them has the focus", await page.evaluate(() => document.activeElement.getAttribute("href")), more.rows[before]);
  is("no result stands twice", new Set(more.rows).size, more.rows.length);
}

async function accents(page, search) {
  const actors = documents("en").filter((one) => one.kind === "actor" || one.kind === "place");
  for (const one of actors.slice(0, 12)) {
    const bare = one.title.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase();
    await open(page, `${search}?q=${encodeURIComponent(bare)}`);
    is(`${bare}: without accents, in capitals`, (await shown(page)).rows.includes(one.url));
  }
  await open(page, `${search}?q=${encodeURIComponent("qxzvw")}`);
  const none = await shown(page);
  is("what stands nowhere is said to", [none.rows, none.said.length > 0], [[], true]);
  await open(page, `${search}?q=${encodeURIComponent("— !")}`);
  is("a query without words asks for nothing", [(await shown(page)).rows, (await shown(page)).said], [[], ""]);
}

/** The bytes that each of some queries fetches, and that they stay below the bound. */
async function bytes(browser, origin, search) {
  const titles = documents("en").filter((one) => one.kind === "event");
  const queries = ["a", "mi", "the", "of the", "the of and"];
  for (let at = 0; at < titles.length && queries.length < 25; at += Math.ceil(titles.length / 20)) {
    queries.push(titles[at].title.split(/\s+/).slice(0, 3).join(" "));
  }
  let most = 0;
  for (const query of queries) {
    const context = await browser.newContext({ viewport: DESK });
    const { page, faults } = await watched(context, origin, base);
    await open(page, `${search}?q=${encodeURIComponent(query)}`);
    const fetched = await page.evaluate(() => {
      const files = performance.getEntriesByType("resource").filter((one) => one.name.includes("/data/"));
      return files.reduce((sum, one) => sum + one.decodedBodySize, 0);
    });
    most = Math.max(most, fetched);
    is(`"${query}" fetches at most ${MOST} bytes`, fetched <= MOST && fetched > 0);
    is(`"${query}": nothing went wrong`, faults, []);
    await context.close();
  }
  console.log(`the dearest query fetched ${most} bytes`);
}

async function alikeInBuildAndScript(page, search) {
  await open(page, search);
  const lines = readFileSync(table, "utf8").trimEnd().split("\n").map((line) => line.split(" => "));
  const cut = await page.evaluate((texts) => texts.map((text) => globalThis.annals.words(text).join(" ")), lines.map(([text]) => text));
  lines.forEach(([text, expected = ""], at) => is(`${text}: cut as the build cuts it`, cut[at], expected));
}

async function withoutScripts(browser, origin, search) {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const { page, faults } = await watched(context, origin, base);
  await page.goto(`${search}?q=minsk`);
  is("without scripts there is no form", await page.isVisible("#search_form"), false);
  is("without scripts the page says why", await page.isVisible(".search-without"));
  await page.click(".onward a");
  is("and leads to the index", page.url(), `${origin}${base}index/`);
  const names = await page.$$eval(".entry a", (links) => links.map((link) => link.getAttribute("href")));
  const first = new Set(documents("en").map((one) => one.url));
  is("which names what can be found", names.every((url) => first.has(url)) && names.length > 0);
  await page.click(".letters li:last-child a");
  is("its letters lead to what begins so", new URL(page.url()).hash !== "");
  is("nothing went wrong", faults, []);
  await context.close();
}

async function withoutTheData(browser, search) {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  await page.route("**/data/**", (route) => route.abort());
  await page.goto(`${search}?q=minsk`);
  await page.waitForSelector(".search-failed:not([hidden])");
  is("without the data the page says so", await page.isVisible(".search-failed"));
  is("and leads to the index", await page.isVisible(".onward a"));
  await context.close();
}

async function afterThePreviewChanged(page, search) {
  const [one] = some("en");
  await open(page, `${search}?q=${encodeURIComponent(one.title)}`);
  await after(page, () =>
    page.evaluate(() => {
      // What a morph to the page's own HTML leaves.
      document.querySelector("#search_form").hidden = true;
      document.querySelector(".search-without").hidden = false;
      document.querySelector(".search-results ol").replaceChildren();
      document.dispatchEvent(new Event("annals:updated"));
    }),
  );
  is("after a change in the preview the results stand again", (await shown(page)).rows[0], one.url);
}

async function inEveryLanguage(browser, origin) {
  for (const [tag, below] of [["en", ""], ["ar", "ar/"], ["de", "de/"]]) {
    if (!existsSync(path.join(folder, below, "search/index.html"))) continue;
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [DESK, PHONE]) {
        const what = `${tag}, ${colorScheme}, ${viewport.width} px`;
        const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
        const { page, faults } = await watched(context, origin, base);
        const one = documents(tag)[0];
        await open(page, `${origin}${base}${below}search/?q=${encodeURIComponent(one.title)}`);
        const there = await shown(page);
        is(`${what}: it is found`, there.rows.includes(one.url));
        is(`${what}: in this language`, there.rows.every((url) => url.startsWith(`${base}${below}`)));
        is(`${what}: said in this language`, /\p{L}/u.test(there.said) && !/[{}]/.test(there.said));
        is(`${what}: nothing reaches beyond the window`, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth <= 0));
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() =>
          window.axe.run(document, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] }),
        );
        is(`${what}: accessibility`, violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}`)), []);
        is(`${what}: nothing went wrong`, faults, []);
        await context.close();
      }
    }
  }
}

const { server, origin } = await serve(folder, base);
const browser = await launch();
const search = `${origin}${base}search/`;
try {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce" });
  const { page, faults } = await watched(context, origin, base);
  page.setDefaultTimeout(10_000);
  for (const test of [byPointer, accents, afterThePreviewChanged]) await test(page, search);
  await byKeyboard(page, origin);
  if (table) await alikeInBuildAndScript(page, search);
  is("nothing went wrong", faults, []);
  await context.close();
  await bytes(browser, origin, search);
  await withoutScripts(browser, origin, search);
  await withoutTheData(browser, search);
  await inEveryLanguage(browser, origin);
} finally {
  await browser.close();
  server.close();
}
end();
