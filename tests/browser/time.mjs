// Moves through the time of a built site as readers do: `node time.mjs FOLDER BASE-PATH`.
//
// By the overview, with pointer, finger and keys; by arrows from event to event and from year to year; from language to
// language. In English and, mirrored, in Arabic. The last line says how many checks passed and failed.

import { checks, launch, serve, watched } from "./host.mjs";

const [folder, base] = process.argv.slice(2);
const DESK = { width: 1280, height: 900 };

const { is, end } = checks();

const { server, origin } = await serve(folder, base);
const browser = await launch();

/** Does something and waits until the page shows what it leads to. */
async function after(page, act) {
  const before = await page.evaluate(() => document.querySelector("#filters").dataset.ready ?? "");
  await act();
  await page.waitForFunction((old) => (document.querySelector("#filters").dataset.ready ?? old) !== old, before, { timeout: 60_000 });
}

const asked = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const said = (page) => page.locator(".filter-said").innerText();

/** The bars of the overview: their dates and the middles of their places in the window. */
const bars = (page) =>
  page.$$eval(".overview a[data-from]", (links) =>
    links.map((link) => {
      const { left, width, top, height } = link.querySelector("rect").getBoundingClientRect();
      return { ...link.dataset, x: left + width / 2, y: top + height / 2 };
    }),
  );

const slider = (page, end) =>
  page.locator(".overview-grip").nth(end).evaluate((grip) => ({
    now: Number(grip.getAttribute("aria-valuenow")),
    text: grip.getAttribute("aria-valuetext"),
    label: grip.getAttribute("aria-label"),
  }));

async function byPointer(lang) {
  const context = await browser.newContext({ viewport: DESK, serviceWorkers: "block" });
  const { page, faults } = await watched(context, origin, base);
  await page.goto(`${origin}${base}${lang}timeline/`, { waitUntil: "load" });
  const all = await bars(page);
  const [first, last] = [all[4], all.at(-3)];
  await page.mouse.move(first.x, first.y - 5);
  await page.mouse.down();
  await page.mouse.move((first.x + last.x) / 2, first.y, { steps: 4 });
  await page.mouse.move(last.x, last.y, { steps: 4 });
  await after(page, () => page.mouse.up());
  is(`${lang}: a stretch that is drawn is asked for`, asked(page), { from: first.from, to: last.to });
  is(`${lang}: and how many events lie in it is said`, /\d/.test(await said(page)));
  is(`${lang}: the form stays closed`, await page.$eval("#filters", (panel) => panel.open), false);
  const grip = await page.locator(".overview-grip").nth(1).boundingBox();
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(all[8].x, all[8].y, { steps: 5 });
  await after(page, () => page.mouse.up());
  is(`${lang}: a grip moves its end`, asked(page), { from: first.from, to: all[8].to });
  await after(page, () => page.goBack());
  is(`${lang}: Back undoes that`, asked(page), { from: first.from, to: last.to });
  is(`${lang}: and the grips stand there again`, (await slider(page, 1)).now, all.length - 3);
  await Promise.all([page.waitForURL(/timeline\/\d{4}/), page.mouse.click(all[6].x, all[6].y)]);
  is(`${lang}: a click on a bar leads to its page all the same`, /timeline\/\d{4}/.test(page.url()));
  is(`${lang}: nothing went wrong`, faults, []);
  await context.close();
}

async function byFinger() {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto(`${origin}${base}timeline/`, { waitUntil: "load" });
  await page.locator(".overview").scrollIntoViewIfNeeded();
  const all = await bars(page);
  const session = await context.newCDPSession(page);
  const touch = (type, x, y) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  await touch("touchStart", all[4].x, all[4].y);
  for (let step = 1; step <= 6; step += 1) await touch("touchMove", all[4].x + ((all.at(-3).x - all[4].x) * step) / 6, all[4].y);
  await after(page, () => touch("touchEnd"));
  is("a finger draws a stretch", asked(page).from !== undefined && asked(page).to !== undefined);
  await context.close();
}

async function byKeys(lang) {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  await page.goto(`${origin}${base}${lang}timeline/`, { waitUntil: "load" });
  const all = await bars(page);
  const [later, earlier] = lang === "ar/" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  await page.locator(".overview-grip").first().focus();
  for (const key of [later, later, later]) await page.keyboard.press(key);
  is(`${lang}: a key moves an end at once`, (await slider(page, 0)).now, 3);
  is(`${lang}: and says where it stands`, (await slider(page, 0)).text.length > 5);
  await after(page, () => page.keyboard.press(earlier));
  is(`${lang}: several keys are one step`, [asked(page), await page.evaluate(() => history.length)], [{ from: all[2].from }, 3]);
  await page.keyboard.press("Tab");
  await after(page, () => page.keyboard.press("PageDown"));
  is(`${lang}: the other end is reached with Tab`, asked(page), { from: all[2].from, to: all[all.length - 11].to });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Home");
  await page.waitForFunction(() => location.search === "");
  is(`${lang}: Escape and Home give everything back`, await page.$eval(".listing", (list) => list.hidden), false);
  await context.close();
}

async function byArrows(lang) {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  const [later, earlier] = lang === "ar/" ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  const start = `${origin}${base}${lang}events/blinken-lavrov-geneva/`;
  await page.goto(start, { waitUntil: "load" });
  const next = await page.$eval('a[rel="next"]', (link) => link.href);
  await Promise.all([page.waitForURL(next), page.keyboard.press(later)]);
  is(`${lang}: an arrow leads to the next event`, page.url(), next);
  await page.waitForLoadState();
  await Promise.all([page.waitForURL(start), page.keyboard.press(earlier)]);
  is(`${lang}: and the other one back`, page.url(), start);
  await page.waitForLoadState();
  await page.fill("#site_search", "a");
  await page.press("#site_search", "ArrowLeft");
  await page.press("#site_search", "ArrowRight");
  await page.waitForTimeout(300);
  is(`${lang}: within a field arrows move the caret alone`, page.url(), start);
  await page.goto(`${origin}${base}${lang}timeline/2015/`, { waitUntil: "load" });
  const year = await page.$eval('a[rel="next"]', (link) => link.href);
  await Promise.all([page.waitForURL(year), page.keyboard.press(later)]);
  is(`${lang}: an arrow leads to the next year`, page.url(), year);
  await context.close();
}

async function languages() {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  await page.goto(`${origin}${base}timeline/?actor=osce`, { waitUntil: "load" });
  await Promise.all([page.waitForURL(/\/de\//), page.click('.languages a[lang="de"]')]);
  is("another language keeps the choice", page.url(), `${origin}${base}de/timeline/?actor=osce`);
  await page.goto(`${origin}${base}events/blinken-lavrov-geneva/#part_sources`, { waitUntil: "load" });
  await Promise.all([page.waitForURL(/\/ar\//), page.click('.languages a[lang="ar"]')]);
  is("and the place on the page", page.url(), `${origin}${base}ar/events/blinken-lavrov-geneva/#part_sources`);
  await context.close();
}

try {
  for (const lang of ["", "ar/"]) {
    await byPointer(lang);
    await byKeys(lang);
    await byArrows(lang);
  }
  await byFinger();
  await languages();
} finally {
  await browser.close();
  server.close();
}
end();
