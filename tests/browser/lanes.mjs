// Looks at the timeline of a built site in lanes as readers do: `node lanes.mjs FOLDER BASE-PATH`.
//
// Without scripts, by pointer and by keyboard alone; narrowed by the filters, which are held against the lists of the pages;
// in each language, in light and dark, on a desk and on a phone. The last line says how many checks passed and failed.

import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { AXE, checks, launch, serve, watched } from "./host.mjs";

const [folder, base] = process.argv.slice(2);
const DESK = { width: 1400, height: 900 };
const PHONE = { width: 360, height: 740 };
const DIMENSIONS = { actor: "actors", place: "places", topic: "topics", kind: null };

const { is, end } = checks();

const html = (file) => readFileSync(path.join(folder, file), "utf8");
const data = (name) => JSON.parse(html(path.join("data", name)));

/** The events that a page lists: their addresses in order. */
function listed(file) {
  const text = html(file);
  const main = text.slice(text.indexOf("<main"), text.indexOf("</main>")).split('id="part_possible"')[0];
  return [...main.matchAll(/<p class="row-title">\s*<a href="([^"]*)"/g)].map((found) => found[1]);
}

/** What a page shows: its lanes with their marks and lists. */
const shown = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".lane:not([hidden])")].map((lane) => ({
      key: lane.dataset.key ?? null,
      total: lane.querySelector(".lane-total").textContent,
      events: [...lane.querySelectorAll(".lane-events > li:not([hidden]) a")].map((a) => a.getAttribute("href")),
      places: [...lane.querySelectorAll(".lane-mark:not(.is-out)")].flatMap((mark) => mark.dataset.places.split(" ").map(Number)),
    })),
  );

const narrowed = (page) => page.waitForFunction(() => document.querySelector("#filters").dataset.ready);

async function againstThePages(page, timeline) {
  for (const [dimension, below] of Object.entries(DIMENSIONS)) {
    let lanes = [];
    for (let number = 1; ; number += 1) {
      const file = `timeline/by-${dimension}/${number > 1 ? `page-${number}/` : ""}index.html`;
      if (!existsSync(path.join(folder, file))) break;
      await page.goto(`${timeline}by-${dimension}/${number > 1 ? `page-${number}/` : ""}`, { waitUntil: "load" });
      lanes = lanes.concat(await shown(page));
    }
    const choices = data("en/index.json").choices[dimension];
    const ids = lanes.map((lane) => lane.key).filter((key) => key !== null);
    is(`by ${dimension}: everything has a lane`, [...ids].sort(), choices.map((one) => one.id).sort());
    const all = listed("timeline/index.html");
    const own = new Set();
    for (const lane of lanes) {
      lane.events.forEach((url) => own.add(url));
      is(`by ${dimension}, ${lane.key}: marks and list are the same`, lane.places.map((place) => all[place]).sort(), [...lane.events].sort());
      is(`by ${dimension}, ${lane.key}: the list is in order`, lane.events, all.filter((url) => lane.events.includes(url)));
      if (below && lane.key) is(`by ${dimension}, ${lane.key}: the events of its page`, lane.events, listed(`${below}/${lane.key}/index.html`));
    }
    is(`by ${dimension}: every event stands in a lane`, all.filter((url) => !own.has(url)), []);
  }
}

async function withoutScripts(browser, origin, timeline) {
  const context = await browser.newContext({ viewport: DESK, javaScriptEnabled: false });
  const { page, faults } = await watched(context, origin, base);
  await page.goto(`${timeline}by-actor/`, { waitUntil: "load" });
  const mark = page.locator(".lane-mark:not(.lane-cell)").first();
  const href = await mark.getAttribute("href");
  is("without scripts a mark is a link in the tab order", await mark.getAttribute("tabindex"), null);
  await page.locator(".lane-words summary").first().click();
  is("without scripts a lane's list opens", await page.locator(".lane-events a").first().isVisible());
  await mark.locator(".lane-hit").click();
  is("without scripts a mark leads to its event", new URL(page.url()).pathname, href);
  await page.goto(`${timeline}by-actor/`);
  await page.locator(".lane-cell").first().click();
  is("without scripts a cell leads to a list", await page.locator(".row-title").count() > 0);
  is("nothing went wrong without scripts", faults, []);
  await context.close();
}

const focused = (page) =>
  page.evaluate(() => {
    const mark = document.activeElement.closest(".lane-mark");
    const lane = mark?.closest(".lane");
    return mark && { lane: lane.id, at: [...lane.querySelectorAll(".lane-mark")].indexOf(mark), of: lane.querySelectorAll(".lane-mark").length };
  });

async function byKeyboard(page, address, mirrored) {
  const what = mirrored ? "from right to left" : "by keyboard";
  await page.goto(address, { waitUntil: "load" });
  is(`${what}: one mark is in the tab order`, await page.locator('.lane-mark[tabindex="0"]').count(), 1);
  await page.evaluate(() => document.querySelector(".lane-name a").focus());
  await page.keyboard.press("Tab");
  const first = await focused(page);
  is(`${what}: Tab leads to the first mark`, first?.at, 0);
  const [onward, back] = mirrored ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  await page.keyboard.press(onward);
  is(`${what}: an arrow leads on in time`, await focused(page), { ...first, at: 1 });
  await page.keyboard.press(back);
  is(`${what}: an arrow leads back`, await focused(page), first);
  await page.keyboard.press(back);
  is(`${what}: before the first there is none`, await focused(page), first);
  await page.keyboard.press("End");
  is(`${what}: End leads to the last`, await focused(page), { ...first, at: first.of - 1 });
  const x = () => page.evaluate(() => document.activeElement.getBoundingClientRect().left);
  const before = await x();
  await page.keyboard.press("ArrowDown");
  const below = await focused(page);
  is(`${what}: down leads to the next lane`, [below.lane !== first.lane, below.of > 0], [true, true]);
  const nearer = await page.evaluate((here) => {
    const own = document.activeElement;
    const far = (mark) => Math.abs(mark.getBoundingClientRect().left - here);
    return [...own.closest(".lane").querySelectorAll(".lane-mark")].filter((mark) => far(mark) + 30 < far(own)).length;
  }, before);
  is(`${what}: to what stood below`, nearer, 0);
  await page.keyboard.press("ArrowUp");
  is(`${what}: up leads back to the lane`, (await focused(page)).lane, first.lane);
  await page.keyboard.press("Home");
  is(`${what}: Home leads to the first`, await focused(page), first);
  const [caption, title, href] = await page.evaluate(() => {
    const mark = document.activeElement;
    return [document.querySelector(".lanes-caption").textContent, mark.querySelector("title").textContent, mark.getAttribute("href")];
  });
  is(`${what}: what has the focus is told`, caption, title);
  is(`${what}: it is seen`, await page.isVisible(".lanes-caption"));
  await page.keyboard.press("Tab");
  is(`${what}: Tab leads out of the marks`, await focused(page), null);
  await page.keyboard.press("Shift+Tab");
  is(`${what}: and back to the same`, await focused(page), first);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  is(`${what}: Enter opens the event`, new URL(page.url()).pathname, href);
}

async function byPointer(page, timeline) {
  await page.goto(`${timeline}by-actor/`, { waitUntil: "load" });
  const marks = page.locator(".lane-mark:not(.lane-cell)");
  const mark = marks.nth(1);
  const [title, places] = [await mark.locator("title").textContent(), await mark.getAttribute("data-places")];
  await mark.locator(".lane-hit").hover();
  is("by pointer: what is below it is told", await page.textContent(".lanes-caption"), title);
  const same = await page.$$eval(".lane-mark.is-same", (all) => all.map((one) => one.dataset.places.split(" ")));
  is("by pointer: the same event is marked in every lane", same.length > 1 && same.every((one) => one.includes(places)));
  await page.hover("h1");
  is("by pointer: the line goes away", await page.isVisible(".lanes-caption"), false);
  const href = await mark.getAttribute("href");
  await Promise.all([page.waitForNavigation(), mark.locator(".lane-hit").click()]);
  is("by pointer: a mark opens its event", new URL(page.url()).pathname, href);
}

async function narrowedByTheFilters(page, timeline) {
  const topic = [...data("en/index.json").choices.topic].sort((a, b) => b.count - a.count)[1];
  const own = listed(`topics/${topic.id}/index.html`);
  await page.goto(`${timeline}?topic=${topic.id}`, { waitUntil: "load" });
  await narrowed(page);
  await Promise.all([page.waitForNavigation(), page.click('.forms a[href*="by-actor"]')]);
  is("the choice is carried on", new URL(page.url()).search, `?topic=${topic.id}`);
  await narrowed(page);
  const all = listed("timeline/index.html");
  const some = await shown(page);
  is("some lanes are left", some.length > 0);
  for (const lane of some) {
    const expected = listed(`actors/${lane.key}/index.html`);
    const left = expected.filter((url) => own.includes(url));
    is(`narrowed, ${lane.key}: its list`, lane.events, left);
    is(`narrowed, ${lane.key}: its marks and cells`, [...new Set(lane.places.map((place) => all[place]))].filter((url) => !expected.includes(url)), []);
    is(`narrowed, ${lane.key}: its number`, Number.parseInt(lane.total, 10), left.length);
  }
  is("the other lanes are out of sight", await page.locator(".lane:visible").count(), some.length);
  is("how many fit is said", Number.parseInt(await page.textContent(".filter-said"), 10), own.length);
  is("what is out is not reached", await page.$$eval('.lane-mark.is-out[tabindex="0"]', (marks) => marks.length), 0);
  const cell = await page.evaluate(() => document.querySelector(".lane:not([hidden]) .lane-cell:not(.is-out)")?.getAttribute("href") ?? "");
  is("the links of cells carry the choice on", cell === "" || cell.includes(`topic=${topic.id}`));
  await page.evaluate(() => document.querySelectorAll(".filter-group").forEach((group) => (group.open = true)));
  await page.click('.filter-form button[type="reset"]');
  await page.waitForFunction(() => document.querySelectorAll(".lane[hidden]").length === 0);
  is("all lanes come back", (await shown(page)).every((lane) => lane.events.length > 0 && !lane.total.includes(" of ")));
  await page.goBack();
  await page.waitForFunction((id) => location.search.includes(id) && document.querySelector(".lane[hidden]"), topic.id);
  is("Back brings the choice again", (await shown(page)).length, some.length);
  await Promise.all([page.waitForNavigation(), page.click(".forms li:first-child a")]);
  await narrowed(page);
  is("the list shows the same choice", await page.$$eval("#filter_results .row-title a", (links) => links.map((a) => a.getAttribute("href"))), own);
}

async function inEveryLanguage(browser, origin) {
  const tags = (await readdir(path.join(folder, "data"), { withFileTypes: true })).filter((one) => one.isDirectory());
  for (const { name: tag } of tags) {
    const root = existsSync(path.join(folder, tag, "index.html")) ? `${base}${tag}/` : base;
    const year = (await readdir(path.join(folder, "timeline", "by-actor"))).filter((name) => /^\d{4}$/.test(name)).at(-1);
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [DESK, PHONE]) {
        const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
        const { page, faults } = await watched(context, origin, base);
        for (const below of ["by-actor/", `by-actor/${year}/`, "by-kind/"]) {
          const what = `${tag}, ${below} ${colorScheme}, ${viewport.width} px`;
          await page.goto(`${origin}${root}timeline/${below}`, { waitUntil: "load" });
          is(`${what}: the events of this language`, (await shown(page)).every((lane) => lane.events.every((url) => url.startsWith(`${root}events/`))));
          is(`${what}: nothing reaches beyond the window`, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth <= 0));
          // Time runs as the language is written.
          const runs = await page.evaluate(() => {
            const middle = (mark) => mark.querySelector(".lane-hit").getBoundingClientRect().left;
            const marks = [...document.querySelectorAll(".lane-mark:not(.lane-cell)")];
            const places = marks.map((mark) => Number(mark.dataset.places));
            const [first, last] = [marks[places.indexOf(Math.min(...places))], marks[places.indexOf(Math.max(...places))]];
            return middle(first) < middle(last) ? "ltr" : "rtl";
          });
          is(`${what}: time runs as the language is written`, runs, await page.evaluate(() => document.documentElement.dir));
          await page.evaluate(AXE);
          const { violations } = await page.evaluate(() =>
            window.axe.run(document, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] }),
          );
          is(`${what}: accessibility`, violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}`)), []);
        }
        is(`${tag}, ${colorScheme}, ${viewport.width} px: nothing went wrong`, faults, []);
        await context.close();
      }
    }
  }
}

/** A mark with the focus is brought into the part of the region that is seen. */
async function onAPhone(browser, origin, timeline) {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, reducedMotion: "reduce" });
  const { page, faults } = await watched(context, origin, base);
  await page.goto(`${timeline}by-actor/`, { waitUntil: "load" });
  await page.evaluate(() => document.querySelector(".lane-name a").focus());
  await page.keyboard.press("Tab");
  await page.keyboard.press("End");
  const inside = await page.evaluate(() => {
    const { left, right, top, bottom } = document.activeElement.getBoundingClientRect();
    return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
  });
  is("on a phone the mark with the focus is in sight", inside);
  is("on a phone the lanes' names stay in sight", await page.evaluate(() => document.querySelector(".lane-name").getBoundingClientRect().left >= 0));
  is("on a phone nothing went wrong", faults, []);
  await context.close();
}

const { server, origin } = await serve(folder, base);
const browser = await launch();
const timeline = `${origin}${base}timeline/`;
try {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce" });
  const { page, faults } = await watched(context, origin, base);
  page.setDefaultTimeout(10_000);
  await againstThePages(page, timeline);
  await byPointer(page, timeline);
  await byKeyboard(page, `${timeline}by-actor/`, false);
  if (existsSync(path.join(folder, "ar"))) await byKeyboard(page, `${origin}${base}ar/timeline/by-actor/`, true);
  await narrowedByTheFilters(page, timeline);
  is("nothing went wrong", faults, []);
  await context.close();
  await withoutScripts(browser, origin, timeline);
  await onAPhone(browser, origin, timeline);
  await inEveryLanguage(browser, origin);
} finally {
  await browser.close();
  server.close();
}
end();
