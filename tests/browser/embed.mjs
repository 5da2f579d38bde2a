// Shows pages of a built site in frames of another one, as its readers see them: `node embed.mjs FOLDER BASE-PATH`.
//
// The other site has a host of its own, and the browser keeps no cookie. Frames grow to what they show, in a sandbox too,
// and stay usable where the other site runs no script; their links lead out of them; the timeline in a frame is narrowed by
// its address. The last line says how many checks passed and failed.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import path from "node:path";
import { AXE, checks, launch, serve } from "./host.mjs";

const [folder, base] = process.argv.slice(2);
const EVENT = "events/blinken-lavrov-geneva/";

const { is, end } = checks();

/** The HTML that a page offers to other sites, with this test's address in the place of the site's own. */
function offered(file, origin) {
  const html = readFileSync(path.join(folder, file), "utf8");
  const code = html.match(/<details class="embed">.*?<pre[^>]*>(.*?)<\/pre>/s)?.[1];
  const entities = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#x2F;": "/", "&amp;": "&" };
  const decoded = code.replace(/&(?:lt|gt|quot|amp|#x27|#x2F);/g, (entity) => entities[entity]);
  return decoded.replaceAll(/https:\/\/example\.org/g, origin);
}

const { server, origin } = await serve(folder, base);
/** What the other site's pages hold, by their address. */
const pages = new Map();
const other = createServer((request, response) => {
  const body = pages.get(request.url);
  response.writeHead(body ? 200 : 204, { "content-type": "text/html; charset=utf-8" });
  response.end(`<!DOCTYPE html><html lang="en"><title>Another site</title><body>${body ?? ""}`);
});
await new Promise((done) => other.listen(0, "127.0.0.1", done));
// Another host than the site's, so that the browser takes it for another site and not only for another origin.
const elsewhere = `http://localhost:${other.address().port}`;
const browser = await launch();

/** Opens a page of the other site and waits until its frame shows something. */
async function open(context, name, body) {
  pages.set(name, body);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(elsewhere + name, { waitUntil: "load" });
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForSelector("[data-framed]");
  return { page, frame, faults };
}

const content = (frame) => frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
const height = (page) => page.$eval("iframe", (frame) => frame.clientHeight);

/** Waits until a frame is as high as its page. */
async function grown(page, frame) {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    if ((await height(page)) === (await content(frame))) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

/** How much a frame stores; none where the browser lets it store nothing. */
const stored = (frame) =>
  frame.evaluate(() => {
    try {
      return localStorage.length + sessionStorage.length;
    } catch {
      return 0;
    }
  });

async function anEvent(context) {
  const code = offered(`${EVENT}index.html`, origin);
  is("the HTML that is offered is a frame and a script", /^<iframe [^>]*><\/iframe>\n<script [^>]*><\/script>$/.test(code));
  const { page, frame, faults } = await open(context, "/event", code);
  is("a frame grows to its page", await grown(page, frame));
  await page.setViewportSize({ width: 320, height: 640 });
  is("a frame follows its page when the window narrows", await grown(page, frame));
  is("a page in a frame is no wider than it", await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  await page.setViewportSize({ width: 1000, height: 800 });
  const [opened] = await Promise.all([context.waitForEvent("page"), frame.click("h1 a")]);
  await opened.waitForLoadState();
  is("a link leads out of the frame", new URL(opened.url()).pathname, base + EVENT);
  is("a frame holds what the parties say", (await frame.$$(".account")).length > 1);
  is("nothing went wrong", faults, []);
  is("no cookie is asked for", await context.cookies(), []);
  is("nothing is stored", await stored(frame), 0);
  await page.close();
  await opened.close();
}

async function inASandbox(context) {
  const code = offered(`${EVENT}index.html`, origin).replace("<iframe ", '<iframe sandbox="allow-scripts allow-popups" ');
  const { page, frame } = await open(context, "/sandbox", code);
  is("a frame in a sandbox grows to its page", await grown(page, frame));
  await page.close();
}

async function withoutTheScript(context) {
  const code = offered(`${EVENT}index.html`, origin).replace(/<script.*/s, "");
  const { page, frame } = await open(context, "/bare", code);
  is("a frame whose script the other site leaves out keeps its height", await height(page), 360);
  is("its page can be scrolled", (await content(frame)) <= 360 || (await frame.evaluate(() => {
    scrollTo({ top: 50, behavior: "instant" });
    return scrollY > 0;
  })));
  await page.close();
}

async function withoutScripts() {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${origin}${base}embed/timeline/`);
  is("without scripts a timeline in a frame lists every event", (await page.locator(".row-title a").count()) >= 60);
  await context.close();
}

async function aTimeline(context) {
  const code = offered("timeline/index.html", origin).replace("/timeline/", "/timeline/?actor=osce&from=2015");
  const { page, frame, faults } = await open(context, "/timeline", code);
  await frame.waitForFunction(() => document.querySelector("#filters").dataset.ready);
  const rows = await frame.$$eval("#filter_results .row-title a", (links) => links.map((link) => link.getAttribute("href")));
  const own = await context.newPage();
  await own.goto(`${origin}${base}timeline/?actor=osce&from=2015`);
  await own.waitForFunction(() => document.querySelector("#filters").dataset.ready);
  const same = await own.$$eval("#filter_results .row-title a", (links) => links.map((link) => link.getAttribute("href")));
  is("a timeline in a frame shows what its address asks for", [rows, rows.length > 0], [same, true]);
  is("it is as high as that", await grown(page, frame));
  is("nothing went wrong", faults, []);
  await own.close();
  await page.close();
}

async function accessibility() {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme });
    const page = await context.newPage();
    for (const lang of ["", "ar/"]) {
      for (const address of [EVENT, "timeline/", "timelines/minsk-agreements/"]) {
        const answer = await page.goto(`${origin}${base}${lang}embed/${address}`);
        if (answer.status() === 404) {
          is(`${lang}embed/${address} is there`, false);
          continue;
        }
        await page.evaluate(AXE);
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        is(`${lang}embed/${address}, ${colorScheme}: accessibility`, found.violations.map(({ id, nodes }) => `${id} ${nodes[0].target}`), []);
      }
    }
    await context.close();
  }
}

try {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  await anEvent(context);
  await inASandbox(context);
  await withoutTheScript(context);
  await aTimeline(context);
  await withoutScripts();
  await accessibility();
} finally {
  await browser.close();
  server.close();
  other.close();
}
end();
