// Opens an edition for a disk as a double-click does: `node offline.mjs FOLDER`.
//
// No server runs. Every link of every page leads to a file that is there; pages, filters, lanes, the search and the other
// languages work below file://; nothing is asked of the network. The last line says how many checks passed and failed.

import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checks, launch } from "./host.mjs";

const folder = path.resolve(process.argv[2]);
const root = `${pathToFileURL(folder)}/`;

const { is, end } = checks();

async function walk(below = "") {
  const found = [];
  for (const entry of await readdir(path.join(folder, below), { withFileTypes: true })) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    found.push(...(entry.isDirectory() ? await walk(name) : [name]));
  }
  return found;
}

/** The links of a page that lead to no file, or to a folder, which a disk does not open. */
function broken(file) {
  const html = readFileSync(path.join(folder, file), "utf8");
  const here = new URL(file.split("/").map(encodeURIComponent).join("/"), root);
  const links = [...html.matchAll(/\s(?:href|src|action|data-index)="([^"]*)"/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  const own = links.filter((link) => link && !/^(?:[a-z]+:|#)/i.test(link));
  return own.filter((link) => {
    const { href, pathname } = new URL(link, here);
    const isInside = href.startsWith(root);
    return !isInside || pathname.endsWith("/") || !existsSync(decodeURIComponent(pathname));
  });
}

const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
const page = await context.newPage();
const faults = [];
page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
page.on("pageerror", (error) => faults.push(error.message));
page.on("request", (request) => {
  if (!request.url().startsWith(root)) faults.push(`asks for ${request.url()}`);
});

const ready = (id) => page.waitForFunction((name) => document.querySelector(name)?.dataset.ready, id, { timeout: 30_000 });
const text = (selector) => page.locator(selector).first().innerText();

try {
  const files = await walk();
  const pages = files.filter((file) => file.endsWith(".html"));
  is("there are pages", pages.length > 100);
  const lost = pages.flatMap((file) => broken(file).map((link) => `${file}: ${link}`));
  is("every link leads to a file", lost.slice(0, 5), []);
  const marked = files.filter((file) => /\.(?:html|xml|js)$/.test(file) && readFileSync(path.join(folder, file), "utf8").includes("annals-on-a-disk"));
  is("every file has its own way to the folder", marked, []);

  await page.goto(`${root}index.html`);
  const color = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("--paper"));
  is("the style sheet is used", color !== "");
  await page.click(".menu a >> nth=0");
  is("the menu leads to the timeline", page.url(), `${root}timeline/index.html`);

  await page.click("#filters > summary");
  await ready("#filters");
  await page.click('.filter-group[data-filter="actor"] > summary');
  await page.check('input[name="actor"][value="osce"]');
  await page.waitForSelector("#filter_results .row-title a");
  const rows = await page.locator("#filter_results .row-title a").count();
  is("the filters narrow the timeline", rows > 0 && rows < 60);
  is("the address holds the choice", page.url(), `${root}timeline/index.html?actor=osce`);
  is("the result is said", (await text(".filter-said")).includes(String(rows)));
  await page.goBack();
  await page.waitForSelector(".listing:not([hidden])");
  await page.goForward();
  await page.waitForSelector("#filter_results .row-title a");
  await page.click("#filter_results .row-title a >> nth=0");
  is("a result leads to its page", (await page.locator("article.event").count()) === 1 && page.url().startsWith(`${root}events/`));

  await page.goto(`${root}timeline/by-actor/index.html?topic=minsk-process`);
  await ready("#filters");
  is("the filters narrow the lanes", (await page.locator(".lane[hidden]").count()) > 0);

  await page.fill("#site_search", "minsk");
  await page.press("#site_search", "Enter");
  await ready("#search_form");
  is("the field of every page leads to the search", page.url(), `${root}search/index.html?q=minsk`);
  is("the search finds", (await page.locator(".search-row").count()) > 3);
  await page.fill("#search_words", "putn zelensk");
  await page.fill("#search_words", "zelensk");
  await page.waitForFunction(() => document.querySelector(".search-row a")?.textContent.includes("Zelensky"));
  await page.click(".search-row a >> nth=0");
  is("what was found leads to its page", (await page.locator("main h1").innerText()).length > 0 && /\/index\.html$/.test(page.url()));

  await page.goto(`${root}events/blinken-lavrov-geneva/index.html`);
  await page.click('.languages a[lang="ar"]');
  is("another language shows the same event", page.url(), `${root}ar/events/blinken-lavrov-geneva/index.html`);
  is("from right to left", await page.evaluate(() => document.documentElement.dir), "rtl");
  is("nothing went wrong", faults, []);
} finally {
  await browser.close();
}
end();
