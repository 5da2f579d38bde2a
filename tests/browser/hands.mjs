// Operates a built site that has Arabic and German: `node hands.mjs FOLDER BASE-PATH`.
//
// Whatever a page offers is done twice, by pointer alone and by keys alone, and must lead to the same: what is copied,
// opened, narrowed, sought, undone, and where links lead. The last line says how many checks passed and failed.

import { checks, launch, serve, watched } from "./host.mjs";

const [folder, base] = process.argv.slice(2);
const DESK = { width: 1280, height: 900 };
const EVENT = "events/invasion-begins/";

const { is, end } = checks();

const { server, origin } = await serve(folder, base);
const browser = await launch();

/** The two ways to operate a page. */
const HANDS = {
  pointer: {
    press: (page, selector) => page.locator(selector).first().click(),
    write: async (page, selector, text) => {
      await page.locator(selector).first().click();
      // What is written is written with keys in either way.
      await page.keyboard.type(text);
    },
    choose: (page, selector) => page.locator(selector).first().click(),
  },
  keys: {
    press: async (page, selector) => {
      await reach(page, selector);
      await page.keyboard.press("Enter");
    },
    write: async (page, selector, text) => {
      await reach(page, selector);
      await page.keyboard.type(text);
    },
    choose: async (page, selector) => {
      // Of buttons of which one is chosen, Tab reaches the chosen one and arrows lead to the others.
      const isOneOfSeveral = await page.locator(selector).first().evaluate((one) => one.type === "radio");
      if (!isOneOfSeveral) {
        await reach(page, selector);
        return page.keyboard.press("Space");
      }
      const group = await page.locator(selector).first().getAttribute("name");
      await reach(page, `input[name="${group}"]:checked`);
      for (let i = 0; i < 10 && !(await page.locator(selector).first().isChecked()); i += 1) await page.keyboard.press("ArrowDown");
    },
  },
};

/** Leads the focus to an element with Tab alone, from where it is. */
async function reach(page, selector) {
  const is = () => page.evaluate((wanted) => document.activeElement === document.querySelector(wanted), selector);
  for (let i = 0; i < 400; i += 1) {
    if (await is()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

/** Does something and waits until the filters show what it leads to. */
async function after(page, act) {
  const before = await page.evaluate(() => document.querySelector("#filters").dataset.ready ?? "");
  await act();
  await page.waitForFunction((old) => (document.querySelector("#filters").dataset.ready ?? old) !== old, before, { timeout: 60_000 });
}

const open = (page, address) => page.goto(`${origin}${base}${address}`, { waitUntil: "load" });
const isOpen = (page, selector) => page.locator(selector).first().evaluate((one) => one.open);
const taken = (page) => page.evaluate(() => navigator.clipboard.readText());
const place = (page) => page.url().slice(`${origin}${base}`.length);

/** Copies with the button behind a text, and says what was taken and told. */
async function copied(page, hand, button) {
  await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
  await hand.press(page, button);
  await page.waitForFunction((wanted) => document.querySelector(wanted).nextElementSibling.textContent !== "", button);
  return [await taken(page), await page.evaluate((wanted) => document.querySelector(wanted).nextElementSibling.getAttribute("role"), button)];
}

const SCENES = {
  async "a page is cited"(page, hand, name) {
    await open(page, EVENT);
    const words = await page.textContent(".cite-words");
    is(`${name}: the words are copied, and that is said`, await copied(page, hand, ".cite-words + .copy"), [words, "status"]);
    await hand.press(page, ".cite details > summary");
    is(`${name}: the forms for managers open`, await isOpen(page, ".cite details"));
    for (const number of [1, 2]) {
      const form = `.cite details:not(.embed) pre:nth-of-type(${number})`;
      is(`${name}: form ${number} is copied`, await copied(page, hand, `${form} + .copy`), [await page.textContent(form), "status"]);
    }
  },

  async "a page is shown elsewhere"(page, hand, name) {
    for (const address of [EVENT, "timeline/"]) {
      await open(page, address);
      await hand.press(page, ".embed > summary");
      is(`${name}: ${address}: its code opens`, await isOpen(page, ".embed"));
      const code = await page.textContent(".embed pre");
      is(`${name}: ${address}: its code is copied`, await copied(page, hand, ".embed pre + .copy"), [code, "status"]);
    }
  },

  async "a language is changed"(page, hand, name) {
    for (const [lang, tag] of [["de/", "de"], ["ar/", "ar"]]) {
      await open(page, EVENT);
      await Promise.all([page.waitForURL(`**/${lang}${EVENT}`), hand.press(page, `.languages a[hreflang="${tag}"], .languages a[lang="${tag}"]`)]);
      is(`${name}: ${tag}: the event stays`, place(page), `${lang}${EVENT}`);
      is(`${name}: ${tag}: the page is in it`, await page.evaluate(() => document.documentElement.lang), tag);
    }
  },

  async "a reader goes on in time"(page, hand, name) {
    await open(page, "timeline/2014/");
    await Promise.all([page.waitForURL("**/timeline/2015/"), hand.press(page, ".pager-next a")]);
    is(`${name}: to the next year`, place(page), "timeline/2015/");
    await Promise.all([page.waitForURL("**/timeline/2014/"), hand.press(page, ".pager-previous a")]);
    is(`${name}: and back`, place(page), "timeline/2014/");
    await Promise.all([page.waitForURL("**/timeline/2022/"), hand.press(page, '.year-nav a[href$="/timeline/2022/"]')]);
    is(`${name}: to another year`, place(page), "timeline/2022/");
    await open(page, "events/minsk-protocol/");
    const next = await page.getAttribute(".neighbour-next a", "href");
    await Promise.all([page.waitForURL(`**${next}`), hand.press(page, ".neighbour-next a")]);
    is(`${name}: to the next event`, new URL(page.url()).pathname, next);
    await Promise.all([page.waitForURL("**/events/minsk-protocol/"), hand.press(page, ".neighbour-previous a")]);
    is(`${name}: and back to the event`, place(page), "events/minsk-protocol/");
  },

  async "the timeline is narrowed"(page, hand, name) {
    await open(page, "timeline/");
    const all = await page.locator(".listing .row").count();
    await after(page, () => hand.press(page, "#filters > summary"));
    await hand.press(page, '[data-filter="weight"] > summary');
    await after(page, () => hand.choose(page, 'input[name="weight"][value="3"]'));
    const turning = await page.locator("#filter_results .row").count();
    // By keys the way leads over what lies between, which takes a step of its own.
    await page.waitForFunction(() => new URLSearchParams(location.search).get("weight") === "3");
    is(`${name}: turning points alone are fewer`, [turning > 0, turning < all, await page.locator("#filter_results .row:not(.weight-3)").count()], [true, true, 0]);
    await hand.press(page, '[data-filter="actor"] > summary');
    await after(page, () => hand.choose(page, 'input[name="actor"][value="russia"]'));
    is(`${name}: and an actor's`, new URL(page.url()).searchParams.getAll("actor"), ["russia"]);
    const both = await page.locator("#filter_results .row").count();
    is(`${name}: fewer still`, both > 0 && both <= turning);
    await hand.press(page, '[data-filter="dates"] > summary');
    await hand.write(page, "#filter_from", "2015");
    await after(page, () => page.keyboard.press("Enter"));
    is(`${name}: from a year on`, new URL(page.url()).searchParams.get("from"), "2015");
    await after(page, () => page.goBack());
    is(`${name}: Back undoes the year`, [new URL(page.url()).searchParams.get("from"), await page.locator("#filter_results .row").count()], [null, both]);
    await after(page, () => page.goBack());
    is(`${name}: Back undoes the actor`, await page.locator("#filter_results .row").count(), turning);
    await after(page, () => hand.press(page, '.filter-buttons button[type="reset"]'));
    is(`${name}: all come back`, await page.isVisible(".listing"));
    const event = page.locator(".listing .row-title a").first();
    const there = new URL(await event.getAttribute("href"), page.url()).pathname;
    await Promise.all([page.waitForURL(`**${there}`), hand.press(page, ".listing .row-title a")]);
    is(`${name}: an event is opened`, new URL(page.url()).pathname, there);
  },

  async "a word is sought"(page, hand, name) {
    await open(page, EVENT);
    await hand.write(page, "#site_search", "minsk");
    await Promise.all([page.waitForURL("**/search/?q=minsk"), hand.press(page, ".search-field button")]);
    await page.waitForSelector(".search-row");
    const before = await page.locator(".search-row").count();
    if (await page.isVisible(".search-more button")) {
      await hand.press(page, ".search-more button");
      await page.waitForFunction((old) => document.querySelectorAll(".search-row").length > old, before);
      is(`${name}: more is shown`, (await page.locator(".search-row").count()) > before);
    }
    // From the field on, which has the focus after another search.
    await open(page, "search/?q=minsk");
    await page.waitForSelector(".search-row");
    const found = new URL(await page.getAttribute(".search-row a", "href"), page.url()).pathname;
    await Promise.all([page.waitForURL(`**${found}`), hand.press(page, ".search-row a")]);
    is(`${name}: what is found is opened`, new URL(page.url()).pathname, found);
  },

  async "the evidence is looked at"(page, hand, name) {
    await open(page, EVENT);
    const boxes = await page.$$eval(".account", (all) => all.map((one) => one.getBoundingClientRect()).map(({ left, top }) => [Math.round(left), Math.round(top)]));
    is(`${name}: the first two accounts stand side by side`, [boxes[0][1] === boxes[1][1], boxes[0][0] < boxes[1][0]], [true, true]);
    const source = await page.getAttribute(".account-sources a", "href");
    await hand.press(page, ".account-sources a");
    await page.waitForFunction((hash) => location.hash === hash, source);
    is(`${name}: a number leads to its source`, await page.evaluate(() => document.querySelector(":target").matches(".sources > li")));
    is(`${name}: which is in sight`, await page.locator(":target").evaluate((one) => one.getBoundingClientRect().top < innerHeight));
    // What grades mean stands beside them, for who has neither pointer nor keys.
    const grades = await page.$$eval(".source-grade", (all) => all.map((one) => one.textContent.trim()));
    is(`${name}: grades are told in words`, grades.every((text) => /^[A-F]?[1-6]? .{4,}/.test(text)));
    await hand.press(page, ".certainty a");
    await page.waitForFunction(() => location.hash === "#part_sources");
    is(`${name}: how many sources there are leads to them`, page.url().endsWith("#part_sources"));
  },

  async "lanes are read"(page, hand, name) {
    await open(page, "timeline/by-actor/");
    await hand.press(page, ".lane-words > summary");
    is(`${name}: a lane's list opens`, await isOpen(page, ".lane-words"));
    const event = new URL(await page.getAttribute(".lane-events a", "href"), page.url()).pathname;
    await Promise.all([page.waitForURL(`**${event}`), hand.press(page, ".lane-events a")]);
    is(`${name}: an event of it is opened`, new URL(page.url()).pathname, event);
    await open(page, "timeline/");
    await Promise.all([page.waitForURL("**/timeline/by-place/"), hand.press(page, '.forms a[href$="/by-place/"]')]);
    is(`${name}: a view is changed`, place(page), "timeline/by-place/");
    await hand.press(page, ".legend > summary");
    is(`${name}: what marks mean is told`, await page.isVisible(".legend .row"));
  },

  async "the map is used"(page, hand, name) {
    await open(page, "places/");
    const mark = '.map-level-2 .map-way[href^="/"]';
    const there = await page.getAttribute(mark, "href");
    await Promise.all([page.waitForURL(`**${there}`), hand.press(page, mark)]);
    is(`${name}: a mark leads to its place`, new URL(page.url()).pathname, there);
    await open(page, "places/");
    const several = '.map-level-2 .map-way[href^="#"]';
    const list = await page.getAttribute(several, "href");
    await hand.press(page, several);
    await page.waitForFunction((hash) => location.hash === hash, list);
    is(`${name}: a mark of several leads to their names`, await page.locator(":target a").count() > 1);
  },
};

try {
  for (const [way, hand] of Object.entries(HANDS))
    for (const [what, scene] of Object.entries(SCENES)) {
      const context = await browser.newContext({ viewport: DESK, reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"] });
      const { page, faults } = await watched(context, origin, base);
      const name = `${what} by ${way}`;
      await scene(page, hand, name).catch((error) => is(`${name}: it can be done`, error.message.split("\n")[0], ""));
      is(`${name}: nothing went wrong`, faults, []);
      await context.close();
    }
} finally {
  await browser.close();
  server.close();
}
end();
