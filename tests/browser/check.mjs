// Looks at every page of a built site as readers do: `node check.mjs FOLDER BASE-PATH [HTML-VALIDATE-REPORT]`, or, with
// `--only-accessibility LANGUAGE`, at one page of each kind in a language for axe-core alone.
//
// The first view of the home page and of the timeline fetches no more than it may, compressed.
//
// Every page on a phone and one of each kind on a desk, with scripts off: nothing reaches beyond the window, nothing is
// refused by the page's own policy, nothing is asked of another host, nothing is missing. One page of each kind, in light
// and in dark, on both, on a desk with all that opens opened and the search with results: axe-core finds nothing. The last line says how many checks passed and failed.

import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { AXE, addressOf, launch, ofEachKind, openPage, pagesOf, serve, unfold, watched } from "./host.mjs";

const [folder, base, third, only] = process.argv.slice(2);
const report = only ? null : third;
/** What the first view may fetch, in bytes, compressed as hosts do it. */
const BUDGET = { ".html": 60_000, ".css": 15_000, ".js": 20_000 };
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1400, height: 900 };

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

/** How far a page reaches beyond the window, in CSS pixels. Asked of the browser, since the page's scripts are off. */
async function overflow(session) {
  const { cssContentSize, cssLayoutViewport } = await session.send("Page.getLayoutMetrics");
  return Math.ceil(cssContentSize.width - cssLayoutViewport.clientWidth);
}

const address = (file) => addressOf(base, file);

async function withoutScripts(browser, origin, files, kinds) {
  for (const [viewport, wanted] of [[PHONE, files], [DESK, kinds.map((k) => k.file)]]) {
    const context = await browser.newContext({ viewport, javaScriptEnabled: false, serviceWorkers: "block" });
    const { page, faults } = await watched(context, origin, base);
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
      const { page, faults } = await watched(context, origin, base);
      for (const { kind, file } of kinds) {
        faults.length = 0;
        await openPage(page, origin, base, file);
        if (viewport === DESK) await unfold(page);
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

/** What the first view of the most visited pages fetches, by kind of file. */
async function budgets(browser, origin) {
  for (const file of ["index.html", "timeline/index.html"]) {
    const context = await browser.newContext({ viewport: PHONE, serviceWorkers: "block" });
    const page = await context.newPage();
    const fetched = [];
    page.on("response", (response) => fetched.push(response));
    await page.goto(origin + address(file), { waitUntil: "networkidle" });
    const sizes = {};
    for (const response of fetched) {
      const kind = path.extname(new URL(response.url()).pathname) || ".html";
      sizes[kind] = (sizes[kind] ?? 0) + gzipSync(await response.body(), { level: 9 }).length;
    }
    const kinds = Object.entries(sizes).filter(([kind, size]) => size > (BUDGET[kind] ?? 2_000));
    check(`${file} fetches no more than it may`, kinds.map(([kind, size]) => `${size} bytes of ${kind}`));
    await context.close();
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

const files = await pagesOf(folder);
if (files.length === 0) throw new Error(`there is no page in ${folder}`);
if (report) validity(files);
const { server, origin } = await serve(folder, base);
const browser = await launch();
try {
  const kinds = ofEachKind(folder, files);
  const inLanguage = (wanted) => kinds.filter(({ lang }) => lang === wanted);
  if (only) await accessibility(browser, origin, inLanguage(only));
  else {
    await budgets(browser, origin);
    await withoutScripts(browser, origin, files, kinds);
    await accessibility(browser, origin, inLanguage("en"));
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
