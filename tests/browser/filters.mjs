// Narrows the timeline of a built site as readers do: `node filters.mjs FOLDER BASE-PATH`.
//
// The lists of the pages of actors, places, topics and periods are what the filters are held against: they are rendered by
// another way. By pointer and by keyboard alone; in each language and in Arabic; in light and dark. The last line says how
// many checks passed and failed.

import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { AXE, checks, launch, serve, watched } from "./host.mjs";

const [folder, base] = process.argv.slice(2);
const DESK = { width: 1400, height: 900 };
const PHONE = { width: 320, height: 640 };

const { is, end } = checks();

/** The events that the page of a record lists: their addresses in order. */
function listed(file) {
  const html = readFileSync(path.join(folder, file), "utf8");
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>")).split('id="part_possible"')[0];
  return [...main.matchAll(/<p class="row-title">\s*<a href="([^"]*)"/g)].map((found) => found[1]);
}

const data = (name) => JSON.parse(readFileSync(path.join(folder, "data", name), "utf8"));

/** What the page shows of a choice. */
const shown = (page) =>
  page.evaluate(() => ({
    said: document.querySelector(".filter-said").textContent,
    rows: [...document.querySelectorAll("#filter_results .row-title a")].map((link) => link.getAttribute("href")),
    possible: document.querySelectorAll("#filter_results .status-possible").length,
    years: [...document.querySelectorAll("#filter_results .year-name")].map((name) => name.textContent),
    own: !document.querySelector(".listing").hidden,
    query: location.search,
  }));

/** Does something and waits until the page shows what it leads to. */
async function after(page, act) {
  const ready = () => document.querySelector("#filters")?.dataset.ready ?? "";
  const before = await page.evaluate(ready);
  await act();
  await page.waitForFunction((old) => (document.querySelector("#filters")?.dataset.ready ?? old) !== old, before);
}

async function open(page, address) {
  await page.goto(address, { waitUntil: "load" });
  if (await page.evaluate(() => !document.querySelector("#filters").open)) {
    await after(page, () => page.click("#filters > summary"));
  } else await page.waitForFunction(() => document.querySelector("#filters").dataset.ready);
  await page.evaluate(() => document.querySelectorAll(".filter-group").forEach((group) => (group.open = true)));
}

const box = (name, value) => `.filter-form input[name="${name}"][value="${value}"]`;

/** How many events the form says that a choice would leave. */
const count = (page, name, value) =>
  page.$eval(box(name, value), (one) => Number(one.closest("label").querySelector(".filter-count").textContent.replace(/\D/g, "")));

async function againstThePages(page, timeline) {
  const index = data("en/index.json");
  const folders = { actor: "actors", place: "places", topic: "topics", period: "periods" };
  for (const [name, below] of Object.entries(folders)) {
    const choices = index.choices[name];
    for (const one of [choices[0], choices[Math.floor(choices.length / 2)], choices.at(-1)]) {
      await open(page, `${timeline}?${name}=${one.id}&dates=certain`);
      const there = await shown(page);
      const expected = listed(`${below}/${one.id}/index.html`);
      is(`${name}=${one.id}: the events of its page`, there.rows, expected);
      is(`${name}=${one.id}: their number is said`, Number.parseInt(there.said, 10), expected.length);
      is(`${name}=${one.id}: the form shows the choice`, await page.isChecked(box(name, one.id)));
      is(`${name}=${one.id}: the form shows how many it leaves`, await count(page, name, one.id), expected.length);
    }
  }
  await open(page, `${timeline}?actor=nobody-at-all`);
  is("what nothing has fits nothing", (await shown(page)).rows, []);
  is("and that is said", await page.isVisible("#filter_results .nothing"));
  is("and can be undone", await page.isChecked(box("actor", "nobody-at-all")));
  await open(page, timeline);
  const before = await shown(page);
  is("without a choice the page's own list stands", [before.own, before.rows.length, before.said], [true, 0, ""]);
  const counts = await page.$$eval('.filter-group[data-filter="actor"] input[type="checkbox"]', (boxes) =>
    boxes.map((one) => [one.value, Number(one.closest("label").querySelector(".filter-count").textContent)]),
  );
  is("some actors stand there", counts.length > 3);
  for (const [id, number] of counts) is(`the number behind ${id}`, number, listed(`actors/${id}/index.html`).length);
}

/** The two actors with the most events, and what they share. */
function two() {
  const [one, other] = [...data("en/index.json").choices.actor].sort((a, b) => b.count - a.count);
  const all = listed("timeline/index.html");
  const [ofOne, ofOther] = [one, other].map((actor) => listed(`actors/${actor.id}/index.html`));
  return { one: one.id, other: other.id, ofOne, either: all.filter((url) => ofOne.includes(url) || ofOther.includes(url)) };
}

async function byPointer(page, timeline) {
  const { one, other, ofOne, either } = two();
  await open(page, timeline);
  await after(page, () => page.click(box("actor", one)));
  is("one actor: its events", (await shown(page)).rows, ofOne);
  is("one actor: the address", (await shown(page)).query, `?actor=${one}`);
  is("one actor: the page's own list is away", (await shown(page)).own, false);
  await after(page, () => page.click(box("actor", other)));
  is("two actors: the events of either", (await shown(page)).rows, either);
  is("two actors: the address", (await shown(page)).query, `?actor=${one}&actor=${other}`);
  const shared = page.url();
  await after(page, () => page.goBack());
  is("Back: one actor again", (await shown(page)).rows, ofOne);
  is("Back: the form follows", [await page.isChecked(box("actor", one)), await page.isChecked(box("actor", other))], [true, false]);
  await after(page, () => page.goBack());
  is("Back: the page's own list", (await shown(page)).own);
  await after(page, () => page.goForward());
  is("Forward: one actor", (await shown(page)).rows, ofOne);
  await after(page, () => page.click('.filter-form button[type="reset"]'));
  const reset = await shown(page);
  is("Reset: the page's own list", [reset.own, reset.query, reset.said], [true, "", ""]);
  await page.goto(shared);
  await page.waitForFunction(() => document.querySelector("#filters").dataset.ready);
  is("a shared address shows the same", (await shown(page)).rows, either);
  is("what was shared is open to see", [await page.isVisible(box("actor", one)), await page.isVisible(box("actor", other))], [true, true]);
  is("and nothing else", await page.isVisible(".filter-group[data-filter=place] ul"), false);
}

async function weightsAndDates(page, timeline) {
  await open(page, timeline);
  const turning = await page.$$eval(".listing .weight-3 .row-title a", (links) => links.map((a) => a.getAttribute("href")));
  is("the form says how many turning points there are", await count(page, "weight", "3"), turning.length);
  await after(page, () => page.click(box("weight", "3")));
  is("turning points only", (await shown(page)).rows, turning);
  await after(page, () => page.click('.filter-form button[type="reset"]'));

  await page.fill("#filter_from", "2014-03");
  await page.fill("#filter_to", "2014");
  await after(page, () => page.press("#filter_to", "Enter"));
  const facets = data("facets-1.json");
  const day = (text) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  const [from, to] = [day("2014-03-01"), day("2014-12-31")];
  const all = listed("timeline/index.html");
  const touching = all.filter((_, at) => (facets.last[at] ?? Infinity) >= from && (facets.first[at] ?? -Infinity) <= to);
  const inside = all.filter((_, at) => (facets.first[at] ?? -Infinity) >= from && (facets.last[at] ?? Infinity) <= to);
  const range = await shown(page);
  is("a range of dates: what can lie in it", range.rows, touching);
  is("a range of dates: the address", range.query, "?from=2014-03&to=2014");
  is("what lies there possibly is marked", range.possible, touching.length - inside.length);
  await after(page, () => page.click('.filter-form input[name="dates"]'));
  is("what certainly lies there", (await shown(page)).rows, inside);
  await page.fill("#filter_from", "spring");
  await after(page, () => page.press("#filter_from", "Enter"));
  is("what is no date is said", [await page.isVisible("#filter_bad_date"), await page.getAttribute("#filter_from", "aria-invalid")], [true, "true"]);
}

async function onAYearsPage(page, origin) {
  const year = (await readdir(path.join(folder, "timeline"))).filter((name) => /^\d{4}$/.test(name)).at(-1);
  const own = listed(`timeline/${year}/index.html`);
  const index = data("en/index.json");
  await open(page, `${origin}${base}timeline/${year}/`);
  is("a year's page begins with its dates", await page.inputValue("#filter_from"), year);
  const actor = index.choices.actor.find((one) => listed(`actors/${one.id}/index.html`).some((url) => own.includes(url)));
  await page.goto(`${origin}${base}timeline/${year}/?actor=${actor.id}&dates=certain`);
  await page.waitForFunction(() => document.querySelector("#filters").dataset.ready);
  const expected = listed(`actors/${actor.id}/index.html`).filter((url) => own.includes(url));
  is("a year's page narrows its year", (await shown(page)).rows.filter((url) => own.includes(url)).length > 0, expected.length > 0);
  is("and nothing else", (await shown(page)).rows.every((url) => own.includes(url)));
}

/** With the keyboard alone: open the panel, find an actor, choose it, undo it. */
async function byKeyboard(page, timeline) {
  const { one, ofOne } = two();
  await page.goto(timeline, { waitUntil: "load" });
  const focused = () => page.evaluate(() => document.activeElement.matches("#filters > summary"));
  for (let step = 0; step < 200 && !(await focused()); step += 1) await page.keyboard.press("Tab");
  is("the panel can be reached by keyboard", await focused());
  await after(page, () => page.keyboard.press("Enter"));
  await page.keyboard.press("Tab");
  is("then the group of actors", await page.evaluate(() => document.activeElement.matches('[data-filter="actor"] > summary')));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const name = data("en/index.json").choices.actor.find((actor) => actor.id === one).name;
  is("then the field that finds actors", await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.type(name.toLocaleUpperCase());
  await page.waitForFunction((id) => document.querySelector('.filter-group[data-filter="actor"] input[type="checkbox"]')?.value === id, one);
  await page.keyboard.press("Tab");
  await after(page, () => page.keyboard.press("Space"));
  is("the actor that was typed", (await shown(page)).rows, ofOne);
  is("the focus stays on the choice", await page.evaluate(() => document.activeElement.value), one);
  await after(page, () => page.keyboard.press("Space"));
  is("the choice is undone", (await shown(page)).own);
}

async function inEveryLanguage(browser, origin) {
  const tags = (await readdir(path.join(folder, "data"), { withFileTypes: true })).filter((one) => one.isDirectory());
  for (const { name: tag } of tags) {
    const root = existsSync(path.join(folder, tag, "index.html")) ? `${base}${tag}/` : base;
    const choice = data(`${tag}/index.json`).choices.topic[0];
    for (const colorScheme of ["light", "dark"]) {
      for (const viewport of [DESK, PHONE]) {
        const what = `${tag}, ${colorScheme}, ${viewport.width} px`;
        const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
        const { page, faults } = await watched(context, origin, base);
        await open(page, `${origin}${root}timeline/?topic=${choice.id}&from=2014`);
        const there = await shown(page);
        is(`${what}: events stand there`, there.rows.length > 0);
        is(`${what}: in this language`, there.rows.every((url) => url.startsWith(`${root}events/`)));
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

/** The site's events five times over, so that a result takes several pages. */
async function aLongResult(browser, origin, timeline) {
  const TIMES = 5;
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce" });
  const { page, faults } = await watched(context, origin, base);
  const own = data("en/index.json");
  const times = [...Array(TIMES).keys()];
  const more = (url) => times.map((time) => `${url}?time=${time}`);
  const index = { ...own, count: own.count * TIMES };
  index.facets = { size: own.count, files: more(own.facets.files[0]) };
  index.events = { size: own.count, files: more(own.events.files[0]) };
  await page.route("**/data/en/index.json", (route) => route.fulfill({ json: index }));
  await page.route("**/data/**?time=*", (route) => {
    const url = new URL(route.request().url());
    const file = data(url.pathname.slice(`${base}data/`.length));
    return route.fulfill({ json: { ...file, from: Number(url.searchParams.get("time")) * own.count } });
  });
  const { one, ofOne } = two();
  await open(page, `${timeline}?actor=${one}`);
  const all = times.flatMap(() => ofOne);
  const pages = Math.ceil(all.length / 100);
  is("a long result takes several pages", pages > 1);
  is("a long result: all of it is said", Number.parseInt((await shown(page)).said.replace(",", ""), 10), all.length);
  for (let number = 1; number <= pages; number += 1) {
    const there = await shown(page);
    is(`page ${number} of ${pages}: its events`, there.rows, all.slice((number - 1) * 100, number * 100));
    is(`page ${number} of ${pages}: is said`, await page.textContent("#filter_results .pager-where"), `Page ${number} of ${pages}`);
    const next = () => page.evaluate(() => document.querySelector(".filter-results .pager-next button").click());
    if (number < pages) await after(page, next);
  }
  is("the last page has none after it", await page.isVisible(".filter-results .pager-next"), false);
  is("the page is in the address", new URL(page.url()).searchParams.get("page"), String(pages));
  is("what was turned to has the focus", await page.evaluate(() => document.activeElement.id), "filter_results");
  await after(page, () => page.goBack());
  is("Back: the page before", (await shown(page)).rows, all.slice((pages - 2) * 100, (pages - 1) * 100));
  await after(page, () => page.click(box("actor", one)));
  is("another choice begins at its first page", new URL(page.url()).searchParams.has("page"), false);
  is("nothing went wrong", faults, []);
  await context.close();
}

async function withoutTheData(browser, origin, timeline) {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  await page.route("**/data/**", (route) => route.abort());
  await page.goto(`${timeline}?weight=3`, { waitUntil: "load" });
  await page.waitForSelector(".filter-failed:not([hidden])");
  is("without the data the page's own list stands", await page.isVisible(".listing"));
  is("and the links lead on", await page.isVisible(".filter-links a"));
  await context.close();
  const bare = await browser.newContext({ viewport: DESK, javaScriptEnabled: false });
  const plain = await bare.newPage();
  await plain.goto(timeline);
  is("without scripts there is no form", await plain.isVisible(".filter-form"), false);
  await plain.click("#filters > summary");
  is("without scripts the choices are links", await plain.isVisible(".filter-links a"));
  await bare.close();
}

async function afterThePreviewChanged(page, timeline) {
  const { one, ofOne } = two();
  await open(page, `${timeline}?actor=${one}`);
  await after(page, () =>
    page.evaluate(() => {
      // What a morph to the page's own HTML leaves.
      document.querySelector(".filter-form").hidden = true;
      document.querySelector(".filter-links").hidden = false;
      document.querySelector("#filter_results").hidden = true;
      document.querySelector(".listing").hidden = false;
      for (const list of document.querySelectorAll(".filter[data-filter] ul")) list.replaceChildren();
      document.dispatchEvent(new Event("annals:updated"));
    }),
  );
  is("after a change in the preview the choice stands again", (await shown(page)).rows, ofOne);
  is("and the form shows it", await page.isChecked(box("actor", one)));
}

const { server, origin } = await serve(folder, base);
const browser = await launch();
const timeline = `${origin}${base}timeline/`;
try {
  const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce" });
  const { page, faults } = await watched(context, origin, base);
  page.setDefaultTimeout(10_000);
  for (const test of [againstThePages, byPointer, weightsAndDates, byKeyboard, afterThePreviewChanged]) await test(page, timeline);
  await onAYearsPage(page, origin);
  is("nothing went wrong", faults, []);
  await context.close();
  await aLongResult(browser, origin, timeline);
  await withoutTheData(browser, origin, timeline);
  await inEveryLanguage(browser, origin);
} finally {
  await browser.close();
  server.close();
}
end();
