// What the browser tests share: a static host, Chromium, and a page that notes everything that goes wrong.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile, readdir } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

/** Where Chromium is. */
export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
/** How it is started. */
export const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The source of axe-core, to be run in a page. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Counts checks: `is` holds that what is there is what is expected, and tells where it is not; `end` says how many passed
 * and failed, and ends the program with code 1 if one failed. */
export function checks() {
  let passed = 0;
  let failed = 0;
  return {
    is(what, there, expected = true) {
      const [a, b] = [there, expected].map((value) => JSON.stringify(value));
      if (a === b) {
        passed += 1;
        return;
      }
      failed += 1;
      console.log(`FAILED ${what}\n    there:    ${a}\n    expected: ${b}`);
    },
    end() {
      console.log(`${passed} passed, ${failed} failed`);
      process.exitCode = failed === 0 ? 0 : 1;
    },
  };
}

/** A browser, with flags of its own if that is wished. */
export function launch(flags = []) {
  if (!CHROMIUM) throw new Error("Chromium is not installed");
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...flags] });
}

/** The names of all pages of a folder, in order. */
export async function pagesOf(folder, below = "") {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const found = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...(await pagesOf(folder, name)));
    else if (name.endsWith(".html")) found.push(name);
  }
  return found;
}

/** The address of a page below the base path. */
export const addressOf = (base, file) =>
  base + file.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");

/** What makes a page one of a kind: the class of its body, the kind of the record or list that it shows, and what it has
 * that others of the kind lack. */
function kindOf(html) {
  const marks = [
    html.match(/<body[^>]*\sclass="([^"]*)"/)?.[1],
    html.match(/class="(?:record record|groups list)-([a-z]+)/)?.[1],
    html.includes('class="account"') && "accounts",
    html.includes('class="places-map"') && "map",
    html.includes('data-date="') && "stretch",
    html.includes('id="part_corrections"') && "corrected",
  ];
  return marks.filter(Boolean).join(" ");
}

/** The longest page of each kind in each language. */
export function ofEachKind(folder, files) {
  const kinds = new Map();
  for (const file of files) {
    const html = readFileSync(path.join(folder, file), "utf8");
    if (html.includes('http-equiv="refresh"')) continue;
    const lang = html.match(/<html[^>]*\slang="([^"]*)"/)?.[1];
    const kind = `${lang} ${kindOf(html)}`;
    if (!kinds.has(kind) || kinds.get(kind).length < html.length) kinds.set(kind, { file, lang, length: html.length });
  }
  return [...kinds].map(([kind, { file, lang }]) => ({ kind, file, lang }));
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml",
  ".xsl": "text/xsl",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

/** Serves the folder below the base path, as any static host does; compressed, as good ones do, if that is wished. */
export async function serve(folder, base, { compressed = false } = {}) {
  const server = createServer(async (request, response) => {
    const wanted = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const below = wanted.startsWith(base) ? wanted.slice(base.length) : null;
    const file = below === null ? null : below === "" || below.endsWith("/") ? `${below}index.html` : below;
    try {
      if (file === null || file.split("/").includes("..")) throw new Error("outside");
      const bytes = await readFile(path.join(folder, file));
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      const isText = compressed && type !== TYPES[".png"] && type.includes("/");
      response.writeHead(200, { "content-type": type, ...(isText && { "content-encoding": "gzip" }) });
      response.end(isText ? gzipSync(bytes) : bytes);
    } catch {
      response.writeHead(404, { "content-type": TYPES[".html"] });
      response.end(await readFile(path.join(folder, "404.html")));
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** A page that notes everything that goes wrong while it loads. */
export async function watched(context, origin, base) {
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}${base}`) && !url.startsWith("data:")) faults.push(`asks for ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // What is still under way when the next page is opened is given up, and no fault.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") faults.push(`refused: ${request.url()} (${reason})`);
  });
  return { page, faults };
}

/** Opens a page; the search, with something that is found. */
export async function openPage(page, origin, base, file) {
  const isSearch = /(^|\/)search\/index\.html$/.test(file);
  await page.goto(origin + addressOf(base, file) + (isSearch ? "?q=minsk" : ""), { waitUntil: "load" });
  if (isSearch) await page.waitForSelector(".search-row");
}

/** Opens all that opens on a page: what the timeline is narrowed by, what is cited, the lists of lanes. */
export async function unfold(page) {
  if (await page.$("#filters")) {
    await page.$eval("#filters", (panel) => (panel.open = true));
    await page.waitForFunction(() => document.querySelector("#filters").dataset.ready);
  }
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    for (const row of document.querySelectorAll(".row")) row.style.contentVisibility = "visible";
  });
  // What is opened is laid out, and its own events are over, when two frames were drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
