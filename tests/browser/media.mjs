// Looks at pictures as readers see them, on a small site that it builds: `node media.mjs PROGRAM`.
//
// What is graphic is not fetched before it is asked for, with scripts and without; other pictures have their room before
// they come, are fetched when they are scrolled to, and in the size that fits. The last line says how many checks passed and
// failed.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { AXE, checks, launch, serve } from "./host.mjs";

const program = path.resolve(process.argv[2]);

const { is, end } = checks();

/** A grey PNG (ISO/IEC 15948). */
function png(width, height) {
  const part = (name, bytes) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), bytes]);
    const [length, sum] = [bytes.length, crc32(body)].map((number) => {
      const four = Buffer.alloc(4);
      four.writeUInt32BE(number);
      return four;
    });
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 128);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, part("IHDR", head), part("IDAT", deflateSync(rows)), part("IEND", Buffer.alloc(0))]);
}

const RECORDS = `[[event]]
id = "one"
date = "2015-02-12"
title = "One"
summary = "Something."
body = """${"A long text.\n\n".repeat(120)}"""
sources = [{ title = "A paper" }]

[[event.media]]
file = "hurt.png"
alt = "People who were hurt"
credit = "A maker"
graphic = true

[[event.media]]
file = "square.png"
sizes = ["square-400.png", "square-1600.png"]
alt = "A square with trees"
credit = "Another maker"
licence = "CC BY 4.0"
`;

const folder = mkdtempSync(path.join(tmpdir(), "annals-media-"));
const write = (name, content) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
};
write("content/site.toml", 'title = "Pictures"\nbase_url = "https://annals.test/"\n');
write("content/a.toml", RECORDS);
write("static/media/hurt.png", png(300, 200));
for (const [name, width] of [["square", 800], ["square-400", 400], ["square-1600", 1600]]) {
  write(`static/media/${name}.png`, png(width, width / 2));
}
execFileSync(program, ["--root", folder, "build"], { stdio: ["ignore", "ignore", "inherit"] });

const { server, origin } = await serve(path.join(folder, "public"), "/");
const browser = await launch();

/** Opens the event and notes which pictures are fetched. */
async function open(settings) {
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  const fetched = [];
  page.on("request", (request) => {
    if (request.url().includes("/media/")) fetched.push(request.url().split("/").at(-1));
  });
  await page.goto(`${origin}/events/one/`, { waitUntil: "load" });
  return { context, page, fetched };
}

const settle = (page) => page.waitForLoadState("networkidle");

/** Waits until a picture stands on the page. */
const arrived = (page, which) =>
  page.waitForFunction((which) => document.querySelector(which)?.complete && document.querySelector(which).naturalWidth > 0, which);

async function withScripts() {
  const { context, page, fetched } = await open({ viewport: { width: 390, height: 700 }, deviceScaleFactor: 1 });
  is("nothing is fetched before it is scrolled to", fetched, []);
  await page.locator(".graphic").scrollIntoViewIfNeeded();
  await page.locator('img[src$="square.png"]').scrollIntoViewIfNeeded();
  await arrived(page, 'img[src$="square.png"]');
  await settle(page);
  is("a phone fetches the small size, and nothing that is graphic", fetched, ["square-400.png"]);
  const image = page.locator('img[src$="square.png"]');
  const attributes = await image.evaluate(({ attributes }) => Object.fromEntries([...attributes].map(({ name, value }) => [name, value])));
  is("a picture has its room, and words", [attributes.width, attributes.height, attributes.loading, attributes.alt], ["800", "400", "lazy", "A square with trees"]);
  is("and is as wide as the window lets it", await image.evaluate((one) => one.clientWidth <= innerWidth && one.clientWidth === 2 * one.clientHeight));
  is("its maker and its licence stand below it", await page.locator(".media .credit").nth(1).innerText(), "Another maker, CC BY 4.0");
  await page.locator(".graphic summary").focus();
  await page.keyboard.press("Enter");
  await arrived(page, ".graphic img");
  is("what is graphic is fetched when a key asks for it", fetched.at(-1), "hurt.png");
  is("and shown", await page.locator(".graphic img").isVisible());
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  is("axe-core finds nothing", violations.map(({ id }) => id), []);
  await context.close();
}

async function byPointer() {
  const { context, page, fetched } = await open({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
  await page.click(".graphic summary");
  await arrived(page, ".graphic img");
  is("what is graphic is fetched when a click asks for it", fetched.includes("hurt.png"));
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  is("axe-core finds nothing by night", violations.map(({ id }) => id), []);
  await context.close();
}

async function onPaper() {
  const { context, page, fetched } = await open({ viewport: { width: 1280, height: 900 } });
  await page.emulateMedia({ media: "print" });
  is("on paper it is said that there is something graphic", await page.locator(".graphic summary").innerText(), "This picture shows violence.");
  is("whose words stand below", await page.locator(".media .credit").first().isVisible());
  await page.pdf({ format: "A4" });
  is("which is not fetched for paper", fetched.includes("hurt.png"), false);
  await context.close();
}

async function onAFineScreen() {
  const { context, page, fetched } = await open({ viewport: { width: 1400, height: 900 }, deviceScaleFactor: 2 });
  await page.locator('img[src$="square.png"]').scrollIntoViewIfNeeded();
  await arrived(page, 'img[src$="square.png"]');
  await settle(page);
  is("a wide and fine screen fetches the large size", fetched, ["square-1600.png"]);
  await context.close();
}

async function withoutScripts() {
  const { context, page, fetched } = await open({ javaScriptEnabled: false });
  await page.click(".graphic summary");
  await settle(page);
  is("without scripts what is graphic is not fetched either", fetched.includes("hurt.png"), false);
  await Promise.all([page.waitForURL(/hurt\.png$/), page.click(".graphic a")]);
  is("a link leads to it", page.url(), `${origin}/media/hurt.png`);
  await context.close();
}

try {
  await withScripts();
  await byPointer();
  await onPaper();
  await onAFineScreen();
  await withoutScripts();
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
end();
