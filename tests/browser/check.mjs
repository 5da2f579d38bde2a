// Looks at every page of a built site as readers do: `node check.mjs FOLDER BASE-PATH [HTML-VALIDATE-REPORT]`.
//
// Every page on a phone and one of each kind on a desk, with scripts off: nothing reaches beyond the window, nothing is
// refused by the page's own policy, nothing is asked of another host, nothing is missing. One page of each kind, in light
// and in dark, on both: axe-core finds nothing. The last line says how many checks passed and failed.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile, readdir } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

const [folder, base, report] = process.argv.slice(2);
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1400, height: 900 };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let passed = 0;
const failures = [];

/** Counts one check; `faults` are what it found. */
function check(what, faults) {
  if (faults.length === 0) {
    passed += 1;
    return;
  }
  failures.push(what);
  console.log(`FAILED ${what}`);
  for (const fault of faults.slice(0, 8)) console.log(`    ${fault}`);
  if (faults.length > 8) console.log(`    and ${faults.length - 8} more`);
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".xsl": "text/xsl",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

/** Serves the folder below the base path, as any static host does. */
async function serve() {
  const server = createServer(async (request, response) => {
    const wanted = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const below = wanted.startsWith(base) ? wanted.slice(base.length) : null;
    const file = below === null ? null : below === "" || below.endsWith("/") ? `${below}index.html` : below;
    try {
      if (file === null || file.split("/").includes("..")) throw new Error("outside");
      const bytes = await readFile(path.join(folder, file));
      response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
      response.end(bytes);
    } catch {
      response.writeHead(404, { "content-type": TYPES[".html"] });
      response.end(await readFile(path.join(folder, "404.html")));
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** A page that notes everything that goes wrong while it loads. */
async function watched(context, origin) {
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

/** How far a page reaches beyond the window, in CSS pixels. Asked of the browser, since the page's scripts are off. */
async function overflow(session) {
  const { cssContentSize, cssLayoutViewport } = await session.send("Page.getLayoutMetrics");
  return Math.ceil(cssContentSize.width - cssLayoutViewport.clientWidth);
}

async function walk(below = "") {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const found = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...(await walk(name)));
    else if (name.endsWith(".html")) found.push(name);
  }
  return found;
}

const address = (file) => base + file.replace(/(^|\/)index\.html$/, "$1").split("/").map(encodeURIComponent).join("/");

/** The longest page of each kind in each language: the classes of its body tell its kind. */
function ofEachKind(files) {
  const kinds = new Map();
  for (const file of files) {
    const html = readFileSync(path.join(folder, file), "utf8");
    const kind = `${html.match(/<html[^>]*\slang="([^"]*)"/)?.[1]} ${html.match(/<body[^>]*\sclass="([^"]*)"/)?.[1] ?? file}`;
    if (html.includes('http-equiv="refresh"')) continue;
    if (!kinds.has(kind) || kinds.get(kind).length < html.length) kinds.set(kind, { file, length: html.length });
  }
  return [...kinds].map(([kind, { file }]) => ({ kind, file }));
}

async function withoutScripts(browser, origin, files, kinds) {
  for (const [viewport, wanted] of [[PHONE, files], [DESK, kinds.map((k) => k.file)]]) {
    const context = await browser.newContext({ viewport, javaScriptEnabled: false, serviceWorkers: "block" });
    const { page, faults } = await watched(context, origin);
    const session = await context.newCDPSession(page);
    for (const file of wanted) {
      faults.length = 0;
      await page.goto(origin + address(file), { waitUntil: "load" });
      // A redirect leads on at once; what counts is where it leads.
      const beyond = await overflow(session).catch(() => 0);
      if (beyond > 0) faults.push(`reaches ${beyond} px beyond the window`);
      check(`${file} at ${viewport.width} px without scripts`, [...faults]);
    }
    await context.close();
  }
}

async function accessibility(browser, origin, kinds) {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [PHONE, DESK]) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce", serviceWorkers: "block" });
      const { page, faults } = await watched(context, origin);
      for (const { kind, file } of kinds) {
        faults.length = 0;
        await page.goto(origin + address(file), { waitUntil: "load" });
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() =>
          window.axe.run(document, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] }),
        );
        const found = violations.flatMap((violation) =>
          violation.nodes.map((node) => `${violation.id}: ${violation.help} (${node.target.join(" ")})`),
        );
        check(`${kind} (${file}), ${colorScheme}, ${viewport.width} px: accessibility`, [...faults, ...found]);
      }
      await context.close();
    }
  }
}

/** What html-validate found, from its report. */
function validity(files) {
  const results = JSON.parse(readFileSync(report, "utf8"));
  const faulty = new Map(results.map((r) => [path.relative(folder, path.resolve(r.filePath)), r]));
  for (const file of files) {
    const messages = faulty.get(file)?.messages ?? [];
    check(
      `${file} is valid HTML`,
      messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`),
    );
  }
}

const files = await walk();
if (files.length === 0) throw new Error(`there is no page in ${folder}`);
if (report) validity(files);
if (!CHROMIUM) throw new Error("Chromium is not installed");
const { server, origin } = await serve();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  const kinds = ofEachKind(files);
  await withoutScripts(browser, origin, files, kinds);
  await accessibility(browser, origin, kinds);
} finally {
  await browser.close();
  server.close();
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
