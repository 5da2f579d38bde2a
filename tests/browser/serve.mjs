// Looks at a preview as authors do while they write: `node serve.mjs PROGRAM SITE-FOLDER [FOLDER-FOR-PICTURES]`.
//
// The program previews a copy of the site; texts, dates, ids, templates, style sheets and whole folders are changed in the
// copy, and Chromium must show each change without being told to reload. What the reader did (scrolling, focus, a mark in
// the window) must stay wherever the page need not begin anew. The last line says how many checks passed and failed.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const [program, original, pictures] = process.argv.slice(2);
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1400, height: 900 };
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENCE = 15_000;

let passed = 0;
let failed = 0;

/** Counts one check; what it found is shown if it fails. */
function check(what, holds, found = "") {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED ${what}${found === "" ? "" : `\n    ${found}`}`);
  }
}

// ---------- The site and its preview ----------

const work = mkdtempSync(path.join(tmpdir(), "annals-serve-"));
const site = path.join(work, "site");
for (const folder of ["content", "static"]) cpSync(path.join(original, folder), path.join(site, folder), { recursive: true });

const at = (file) => path.join(site, file);
const read = (file) => readFileSync(at(file), "utf8");

function write(file, text) {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
}

/** Changes a file as careful editors do: written beside it, then moved over it. */
function edit(file, from, to) {
  const text = read(file);
  if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
  const beside = at(`${path.dirname(file)}/.${path.basename(file)}.swp`);
  writeFileSync(beside, text.replaceAll(from, to));
  renameSync(beside, at(file));
}

/** Starts the program and waits for its address. */
async function start(port) {
  const process = spawn(program, ["--root", site, "serve", "--port", port, "--editor", "vscode"], { stdio: ["ignore", "pipe", "pipe"] });
  const preview = { process, said: "" };
  process.stderr.on("data", (words) => (preview.said += words));
  preview.origin = await new Promise((done, fail) => {
    process.stdout.once("data", (line) => done(new URL(String(line).trim()).origin));
    process.once("exit", () => fail(new Error(`the preview ended: ${preview.said}`)));
  });
  return preview;
}

async function stop(preview) {
  const ended = new Promise((done) => preview.process.once("exit", done));
  preview.process.kill("SIGINT");
  return ended;
}

// ---------- The reader ----------

/** Waits until something holds in the page; false if it never does. */
const sees = (page, holds, argument) =>
  page.waitForFunction(holds, argument, { timeout: PATIENCE }).then(
    () => true,
    () => false,
  );

const shadow = (page, selector) => page.locator(`annals-preview ${selector}`);
const button = (page) => shadow(page, ".button");
const overlay = (page) => shadow(page, ".overlay");

const barSays = (page, words) =>
  sees(page, (words) => document.querySelector("annals-preview")?.shadowRoot.querySelector(".button").textContent.includes(words), words);
const overlayIs = (page, shown) =>
  sees(page, (shown) => document.querySelector("annals-preview")?.shadowRoot.querySelector(".overlay").hidden !== shown, shown);

/** Goes to a page and leaves a mark in its window, which a reload would wipe away. */
async function open(page, address) {
  await page.goto(address, { waitUntil: "load" });
  await barSays(page, "record");
  await page.evaluate(() => (window.marker = "left by the reader"));
}

const stayed = (page) => page.evaluate(() => window.marker === "left by the reader");

const picture = async (page, name) => {
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
};

// ---------- What is looked at ----------

const EVENTS = "content/events/2022-01.toml";
const EVENT = "/events/strategic-stability-dialogue/";
const NEW = '[[event]]\nid = "added-event"\ndate = "2022-01-11"\ntitle = "An added event"\nsources = ["tass-drafts"]\n';

// The list alone: the links of the overview's drawing stand in rows of their own.
const LINKS = ".year a[href*='/events/']";
const events = (page) =>
  page.evaluate((links) => [...document.querySelectorAll(links)].map((a) => a.pathname.split("/").at(-2)), LINKS);
const lists = (page, id) => sees(page, (id) => document.querySelector(`main a[href*='/events/${id}/']`), id);
const listsNot = (page, id) => sees(page, (id) => !document.querySelector(`main a[href*='/events/${id}/']`), id);

async function texts(page, origin) {
  await open(page, origin + EVENT);
  const before = await page.evaluate(() => {
    const links = [...document.querySelectorAll("main a")];
    window.focused = links[Math.floor(links.length / 2)];
    window.focused.focus({ preventScroll: true });
    window.scrollTo({ top: 150, behavior: "instant" });
    return scrollY;
  });
  check("the page can be scrolled", before > 0);
  edit(EVENTS, "led an extraordinary session", "presided over an extraordinary session");
  check("an edited text is seen", await sees(page, () => document.querySelector(".lead").textContent.includes("presided over")));
  check("the page was not reloaded", await stayed(page));
  check("it is scrolled where it was", (await page.evaluate(() => scrollY)) === before);
  check("the focus stays", await page.evaluate(() => document.activeElement === window.focused && window.focused.isConnected));
  edit(EVENTS, "US–Russian talks on Moscow's proposals in Geneva", "Talks in Geneva");
  check("an edited title is seen", await sees(page, () => document.title.includes("Talks in Geneva")));
  check("the page was not reloaded for its title", await stayed(page));
}

async function dates(page, origin) {
  await open(page, `${origin}/timeline/`);
  const [first, second] = ["strategic-stability-dialogue", "nato-russia-council"];
  const order = await events(page);
  check("the timeline is in order", order.indexOf(first) >= 0 && order.indexOf(first) < order.indexOf(second), order.join(" "));
  edit(EVENTS, 'date        = "2022-01-10"', 'date        = "2022-01-13"');
  const moved = ([links, first, second]) => {
    const order = [...document.querySelectorAll(links)].map((a) => a.pathname.split("/").at(-2));
    return order.indexOf(first) > order.indexOf(second);
  };
  check("an edited date reorders the timeline", await sees(page, moved, [LINKS, first, second]));
  check("the timeline was not reloaded", await stayed(page));
  edit(EVENTS, 'date        = "2022-01-13"', 'date        = "2022-01-10"');
}

async function files(page, origin) {
  await open(page, `${origin}/timeline/`);
  write("content/added/file.toml", NEW);
  check("a file that is added is seen", await lists(page, "added-event"));
  edit("content/added/file.toml", "added-event", "renamed-event");
  check("an edited id is seen", (await lists(page, "renamed-event")) && (await listsNot(page, "added-event")));
  renameSync(at("content/added"), at("content/elsewhere"));
  edit("content/elsewhere/file.toml", "An added event", "A moved event");
  check("a file that is moved is seen", await sees(page, () => document.querySelector("main").textContent.includes("A moved event")));
  edit("content/elsewhere/file.toml", 'title = "', 'draft = true\ntitle = "');
  const other = await page.context().newPage();
  await other.goto(`${origin}/events/renamed-event/`);
  check("a draft is shown and counted", await barSays(other, "1 draft"));
  await other.evaluate(() => (window.marker = "left by the reader"));
  rmSync(at("content/elsewhere"), { recursive: true });
  check("a file that is deleted is gone from the list", await listsNot(page, "renamed-event"));
  await other.bringToFront();
  check("its page says that nothing is there", await sees(other, () => document.body.className === "page-not-found" || !document.body.textContent.includes("A moved event")));
  check("without a reload", await stayed(other));
  await other.close();
  await page.bringToFront();
  check("the timeline was not reloaded for files", await stayed(page));
}

async function templates(page, origin) {
  await open(page, origin + EVENT);
  const theme = readFileSync(path.join(original, "templates/event.html"), "utf8");
  write("templates/event.html", theme.replace("<h1>", '<p id="mine">Mine</p>\n<h1>'));
  check("a template is seen", await sees(page, () => document.querySelector("#mine")));
  edit("templates/event.html", "Mine", "Still mine");
  check("an edited template is seen", await sees(page, () => document.querySelector("#mine")?.textContent === "Still mine"));
  edit("templates/event.html", "{% block main -%}", "{% block main -%}{{ no_such_thing.field }}");
  check("a faulty template is told", await overlayIs(page, true));
  check("with its place", (await overlay(page).textContent()).includes("templates/event.html:"));
  check("the page keeps its last good state", await page.evaluate(() => document.querySelector("#mine").textContent === "Still mine"));
  rmSync(at("templates"), { recursive: true });
  check("without it the theme's own is seen", await sees(page, () => !document.querySelector("#mine")));
  check("and the fault goes", await overlayIs(page, false));
  check("the page was not reloaded for templates", await stayed(page));
}

async function styles(page, origin) {
  await open(page, origin + EVENT);
  await page.evaluate(() => {
    window.bare = 0;
    const look = () => {
      // The theme sets no margin, where a page without its sheet has one.
      if (getComputedStyle(document.body).margin !== "0px" && !window.margin) window.bare += 1;
      requestAnimationFrame(look);
    };
    window.margin = getComputedStyle(document.body).margin !== "0px";
    look();
  });
  const sheet = read("static/assets/annals.css");
  const outline = (colour) => sees(page, (colour) => getComputedStyle(document.body).outlineColor === colour, colour);
  write("static/assets/annals.css", `${sheet}\nbody { outline: 3px solid rgb(1, 2, 3); }\n`);
  check("an edited style sheet is seen", await outline("rgb(1, 2, 3)"));
  write("static/assets/annals.css", `${sheet}\nbody { outline: 3px solid rgb(3, 2, 1); }\n`);
  check("and once more", await outline("rgb(3, 2, 1)"));
  check("the page was never without its style", await page.evaluate(() => window.bare === 0));
  check("one sheet is left", await page.evaluate(() => document.querySelectorAll("link[rel=stylesheet]").length === 1));
  write("static/assets/annals.css", sheet);
  check("the style sheet goes back", await sees(page, () => getComputedStyle(document.body).outlineColor !== "rgb(3, 2, 1)"));
  check("the page was not reloaded for its style", await stayed(page));
}

/** A mistake that `annals check` underlines, and its line. */
const MISTAKE = ['summary     = "Wendy Sherman', 'sumary      = "Wendy Sherman'];

async function mistakes(page, origin) {
  await open(page, origin + EVENT);
  const line = read(EVENTS).split("\n").findIndex((line) => line.startsWith(MISTAKE[0])) + 1;
  edit(EVENTS, ...MISTAKE);
  check("a mistake is shown over the page", await overlayIs(page, true));
  const report = await overlay(page).textContent();
  check("with its file, line and column", report.includes(`${EVENTS}:${line}:1`), report);
  check("with the text underlined", /\|\s+\^{6}/.test(report), report);
  check("the page keeps its text", await page.evaluate(() => document.querySelector(".lead").textContent.includes("Wendy Sherman")));
  check("the bar counts it", await barSays(page, "1 error"));
  const link = overlay(page).locator("a");
  check("a link opens the editor there", (await link.getAttribute("href")) === `vscode://file${at(EVENTS)}:${line}:1`);
  edit(EVENTS, ...[...MISTAKE].reverse());
  check("the overlay goes when it is mended", await overlayIs(page, false));
  write(EVENTS, `${read(EVENTS)}\n[[event]\n`);
  check("a broken file is shown over the page", await overlayIs(page, true));
  const broken = await overlay(page).textContent();
  check("with its place too", broken.includes(`${EVENTS}:`), broken);
  edit(EVENTS, "\n[[event]\n", "");
  check("and goes too", await overlayIs(page, false));
  check("the page was not reloaded for mistakes", await stayed(page));
}

async function manyFiles(page, origin) {
  await open(page, `${origin}/timeline/`);
  cpSync(at("content"), path.join(work, "branch"), { recursive: true });
  const records = readdirSync(at("content/events")).filter((file) => file.endsWith(".toml"));
  for (const file of records) {
    write(`content/events/${file}`, read(`content/events/${file}`).replace(/^title( +)= "/gm, 'title$1= "Other: '));
  }
  rmSync(at("content/articles/summit-of-june-2021.de.md"));
  write("content/many/more.toml", NEW);
  const all = () => {
    const titles = [...document.querySelectorAll("main a[href*='/events/']")].map((a) => a.textContent);
    return titles.filter((title) => title.includes("Other: ")).length > 10;
  };
  check("many files at once are seen", (await sees(page, all)) && (await lists(page, "added-event")));
  rmSync(at("content"), { recursive: true });
  cpSync(path.join(work, "branch"), at("content"), { recursive: true });
  check("and all of them back", (await listsNot(page, "added-event")) && (await sees(page, () => !document.querySelector("main").textContent.includes("Other: "))));
  check("no fault is left", await overlayIs(page, false));
  check("the page was not reloaded for many files", await stayed(page));
}

async function keyboard(page, origin) {
  await open(page, origin + EVENT);
  edit(EVENTS, ...MISTAKE);
  check("the overlay comes again", await overlayIs(page, true));
  await page.keyboard.press("Escape");
  check("Escape closes the overlay", await overlay(page).isHidden());
  const focused = () => page.evaluate(() => document.querySelector("annals-preview").shadowRoot.activeElement?.className ?? "");
  await page.keyboard.press("Shift+Tab");
  check("the bar is reached by Tab", (await focused()).startsWith("button"), await focused());
  await page.keyboard.press("Enter");
  check("Enter opens it", await shadow(page, ".panel").isVisible());
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  check("and leads into it", (await focused()) !== "" || (await page.evaluate(() => Boolean(document.querySelector("annals-preview").shadowRoot.activeElement))));
  await page.keyboard.press("Escape");
  check("Escape closes it and keeps the focus", (await shadow(page, ".panel").isHidden()) && (await focused()).startsWith("button"));
  edit(EVENTS, ...[...MISTAKE].reverse());
  check("the bar counts no error any more", await sees(page, () => !document.querySelector("annals-preview").shadowRoot.querySelector(".button").textContent.includes("error")));
}

/** What axe-core finds within the preview's own bar and overlay. */
const violations = (page) =>
  page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
    const own = violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.flat().join(" ")})`));
    return own.filter((one) => one.includes("annals-preview"));
  });

async function appearance(browser, origin) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [device, viewport] of Object.entries({ phone: PHONE, desk: DESK })) {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      await open(page, origin + EVENT);
      await page.evaluate(AXE);
      await picture(page, `bar-${device}-${colorScheme}`);
      await button(page).click();
      check(`the bar, ${colorScheme}, ${device}`, (await violations(page)).length === 0, (await violations(page)).join("\n    "));
      await picture(page, `panel-${device}-${colorScheme}`);
      await button(page).click();
      edit(EVENTS, ...MISTAKE);
      check(`an overlay is shown, ${colorScheme}, ${device}`, await overlayIs(page, true));
      check(`the overlay, ${colorScheme}, ${device}`, (await violations(page)).length === 0, (await violations(page)).join("\n    "));
      await picture(page, `overlay-${device}-${colorScheme}`);
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(`nothing reaches beyond the window, ${colorScheme}, ${device}`, beyond <= 0, `${beyond} px`);
      edit(EVENTS, ...[...MISTAKE].reverse());
      await overlayIs(page, false);
      await context.close();
    }
  }
}

/** The program ends and comes back; the page goes on with what changed meanwhile. */
async function restart(page, preview) {
  await open(page, preview.origin + EVENT);
  check("an interrupt ends the preview with 0", (await stop(preview)) === 0, preview.said);
  check("the bar says that annals is gone", await barSays(page, "waiting for annals"));
  edit(EVENTS, "an extraordinary session", "a session after the pause");
  const next = await start(new URL(preview.origin).port);
  check("the page goes on", await sees(page, () => document.querySelector(".lead").textContent.includes("after the pause")));
  check("and the bar too", await sees(page, () => !document.querySelector("annals-preview").shadowRoot.querySelector(".button").textContent.includes("waiting")));
  return next;
}

if (!CHROMIUM) throw new Error("Chromium is not installed");
let preview = await start("0");
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  for (const part of [texts, dates, files, templates, styles, mistakes, manyFiles, keyboard]) {
    // One part that cannot go on is a failure and leaves the others.
    await part(page, preview.origin).catch((error) => check(part.name, false, error.stack));
  }
  await appearance(browser, preview.origin);
  preview = await restart(page, preview);
  check("no script failed", faults.length === 0, faults.join("\n    "));
} finally {
  await browser.close();
  await stop(preview);
  rmSync(work, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
