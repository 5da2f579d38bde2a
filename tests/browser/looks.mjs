// Looks at a built site that has Arabic as readers with wishes of their own do: `node looks.mjs FOLDER BASE-PATH [PART …]`, of which the
// parts are narrow, large, print, forced, motion and contrast; all if none is named.
//
// - In a window of 320 px, and with text twice as large: nothing reaches beyond the window, nothing is cut off, no words
//   lie over others, and every control can be reached.
// - On paper: what is for screens is gone, what is known is all there, by day and by night, and in a real PDF.
// - With forced colours: marks are told apart by their form, only the system's colours are used, the focus is seen.
// - With less motion nothing moves; with more contrast every word has it.
//
// One page of each kind, in English, German and Arabic, with scripts, with all that opens opened. The last line says how
// many checks passed and failed.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { launch, ofEachKind, openPage, pagesOf, serve, unfold, watched } from "./host.mjs";

const [folder, base, ...wanted] = process.argv.slice(2);
const NARROW = { width: 320, height: 640 };
const DESK = { width: 1280, height: 900 };

let passed = 0;
let failed = 0;

/** Counts one check; `faults` are what it found. */
function check(what, faults) {
  if (faults.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${what}`);
  for (const fault of faults.slice(0, 8)) console.log(`    ${fault}`);
  if (faults.length > 8) console.log(`    and ${faults.length - 8} more`);
}

const { server, origin } = await serve(folder, base);
const files = await pagesOf(folder);
const kinds = ofEachKind(folder, files);
const inLanguage = (...languages) => kinds.filter(({ lang }) => languages.includes(lang));
const open = (page, file) => openPage(page, origin, base, file);

// ---------- In the page ----------

/** What helps to look; put into every page. */
const TOOLS = () => {
  const isHidden = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (one.classList.contains("hidden") || one.classList.contains("skip")) return true;
      if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return true;
    }
    return !element.checkVisibility({ contentVisibilityAuto: false });
  };
  /** The ancestor in which an element scrolls sideways, if there is one. */
  const scroller = (element) => {
    for (let one = element; one && one !== document.documentElement; one = one.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1) return one;
    return null;
  };
  const name = (element) => {
    const own = element.closest("[class]") ?? element;
    const words = (element.textContent || element.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.localName}.${own.getAttribute?.("class") ?? ""} “${words}”`;
  };
  /** Every piece of text that is seen, with the boxes of its lines, each as high as its small letters. */
  const texts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const parent = node.parentElement;
      if (!node.data.trim() || ["SCRIPT", "STYLE", "TEMPLATE", "title", "desc", "NOSCRIPT"].includes(parent.nodeName)) continue;
      if (isHidden(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
      found.push({ node, parent, boxes });
    }
    return found;
  };
  const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const controls = () =>
    [...document.querySelectorAll(CONTROLS)].filter(
      (one) => !isHidden(one) && !one.closest("[aria-hidden='true']") && one.tabIndex >= 0 && !one.disabled,
    );

  window.looks = {
    isHidden,
    scroller,
    name,
    texts,
    controls,

    /** What reaches beyond the window, or is cut off where nothing scrolls. */
    beyond() {
      const faults = [];
      const root = document.documentElement;
      if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window`);
      for (const { parent, boxes } of texts())
        if (!scroller(parent) && boxes.some((box) => box.left < -1 || box.right > root.clientWidth + 1)) faults.push(`beyond the window: ${name(parent)}`);
      for (const one of document.body.querySelectorAll("*")) {
        const style = getComputedStyle(one);
        if (isHidden(one) || one.namespaceURI.endsWith("svg")) continue;
        const [x, y] = [style.overflowX, style.overflowY].map((way) => way === "hidden" || way === "clip");
        if (x && one.scrollWidth > one.clientWidth + 1) faults.push(`cut off: ${name(one)}`);
        if (y && one.scrollHeight > one.clientHeight + 1) faults.push(`cut off below: ${name(one)}`);
      }
      for (const field of document.querySelectorAll("button, summary, label"))
        if (!isHidden(field) && field.scrollWidth > field.clientWidth + 1 && getComputedStyle(field).display !== "inline") faults.push(`too narrow: ${name(field)}`);
      return faults;
    },

    /** Words that lie over other words. */
    collisions() {
      const faults = [];
      const lines = texts().flatMap(({ parent, boxes }) =>
        boxes.map(({ left, right, top, bottom, height }) => ({ parent, left, right, top: top + height * 0.25, bottom: bottom - height * 0.25 })),
      );
      lines.sort((a, b) => a.top - b.top);
      for (let i = 0; i < lines.length; i += 1)
        for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom - 1; j += 1) {
          const [a, b] = [lines[i], lines[j]];
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const deep = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 2 && deep > 1 && a.parent !== b.parent && !stuck(a.parent, b.parent)) faults.push(`${name(a.parent)} lies over ${name(b.parent)}`);
        }
      return faults;
    },

    /** Controls that cannot be seen, have no size, or are covered by something else where they would be touched. */
    unreachable() {
      const faults = [];
      for (const one of controls()) {
        one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        const boxes = [...one.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
        const drawn = one.namespaceURI.endsWith("svg") ? [one.getBoundingClientRect()] : boxes;
        if (drawn.length === 0) {
          faults.push(`without size: ${name(one)}`);
          continue;
        }
        const reached = drawn.some((box) => {
          // The middle of a link around a name and its bar may lie between them: some points of it are tried.
          for (const [x, y] of [[0.5, 0.5], [0.25, 0.5], [0.75, 0.5], [0.5, 0.25], [0.5, 0.75]]) {
            const there = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
            if (there && (one.contains(there) || there.contains(one) && there.closest("label, summary, a") || there.closest("label")?.contains(one))) return true;
          }
          return false;
        });
        if (!reached) faults.push(`cannot be touched: ${name(one)}`);
      }
      return faults;
    },

    /** The colour of a text and of what is behind it, as red, green and blue, and their contrast. */
    contrasts() {
      const canvas = document.createElement("canvas");
      canvas.width = 1;
      canvas.height = 1;
      const brush = canvas.getContext("2d", { willReadFrequently: true });
      const over = (colours) => {
        brush.clearRect(0, 0, 1, 1);
        for (const colour of colours) {
          brush.fillStyle = colour;
          brush.fillRect(0, 0, 1, 1);
        }
        return [...brush.getImageData(0, 0, 1, 1).data];
      };
      const light = (rgb) => {
        const [r, g, b] = rgb.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const paper = getComputedStyle(document.body).backgroundColor;
      const found = [];
      for (const { parent } of texts()) {
        const behind = [];
        for (let one = parent; one; one = one.parentElement) if (one !== document.body && !one.namespaceURI.endsWith("svg")) behind.unshift(getComputedStyle(one).backgroundColor);
        const style = getComputedStyle(parent);
        // Words in drawings have a border of paper, or stand upon a shape that lies before them.
        let ground = [paper, ...behind];
        if (parent.namespaceURI.endsWith("svg")) {
          const shape = parent.previousElementSibling?.matches("rect, circle") && parent.closest("a, svg")?.contains(parent.previousElementSibling);
          if (shape && parent.matches(".lane-cell text, .overview-count")) ground = [...ground, getComputedStyle(parent.previousElementSibling).fill];
        }
        const ink = parent.namespaceURI.endsWith("svg") ? style.fill : style.color;
        const [a, b] = [light(over(ground).slice(0, 3)), light(over([...ground, ink]).slice(0, 3))];
        found.push({ what: name(parent), ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) });
      }
      return found;
    },
  };

  /** Whether one of two stays where it is while the page scrolls below it, as headings do. */
  function stuck(...elements) {
    return elements.some((element) => {
      for (let one = element; one; one = one.parentElement) if (["sticky", "fixed"].includes(getComputedStyle(one).position)) return true;
      return false;
    });
  }
};

async function look(page, what) {
  return page.evaluate((name) => window.looks[name](), what);
}

async function context(browser, options) {
  const made = await browser.newContext({ viewport: DESK, serviceWorkers: "block", reducedMotion: "reduce", ...options });
  await made.addInitScript(TOOLS);
  return { made, ...(await watched(made, origin, base)) };
}

// ---------- Little room ----------

async function littleRoom(browser, viewport, how, languages) {
  const { made, page, faults } = await context(browser, { viewport });
  for (const { kind, file } of inLanguage(...languages)) {
    faults.length = 0;
    await open(page, file);
    check(`${kind} (${file}), ${how}: nothing reaches beyond the window`, [...(await look(page, "beyond")), ...faults]);
    await unfold(page);
    check(`${kind} (${file}), ${how}, opened: nothing reaches beyond the window`, await look(page, "beyond"));
    check(`${kind} (${file}), ${how}: no words lie over others`, await look(page, "collisions"));
    check(`${kind} (${file}), ${how}: every control can be reached`, await look(page, "unreachable"));
  }
  await made.close();
}

// ---------- On paper ----------

/** What is for screens alone. */
const FOR_SCREENS = "button, input, select, textarea, form, nav, .skip, .filters, .overview-range, .exports, .embed, .cite details, .onward";

/** The words that a PDF has, without spaces. */
function wordsOf(pdf) {
  const folder = mkdtempSync(path.join(tmpdir(), "annals-looks-"));
  writeFileSync(path.join(folder, "page.pdf"), pdf);
  const text = execFileSync("pdftotext", ["-raw", path.join(folder, "page.pdf"), "-"], { encoding: "utf8" });
  // How dark the sheets are, as grey of 0 to 255.
  const grey = execFileSync("pdftoppm", ["-r", "16", "-gray", path.join(folder, "page.pdf")], { maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  const sum = grey.reduce((all, value) => all + value, 0);
  return { words: plain(text), light: sum / grey.length };
}

const plain = (text) => text.normalize("NFKC").replace(/[\s\u00ad\u200b\u200e\u200f\u2066-\u2069]+/g, "");

/** What a printed page must say: all its words but those for screens, and the addresses of what it cites. */
const printed = (page) =>
  page.evaluate((forScreens) => {
    const main = document.querySelector("main");
    const words = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      const passed = parentElement.closest(`${forScreens}, svg, script, template, .hidden, [hidden], [role='status'], .footnote-back, .graphic-show, .source-links a:not(.external), .map-level-1, .map-level-2`);
      if (!passed && data.trim()) words.push(data);
    }
    const addresses = [...main.querySelectorAll("a.external, .prose a[href^='http']")].map((link) => link.getAttribute("href"));
    return { words, addresses };
  }, FOR_SCREENS);

async function onPaper(browser) {
  for (const colorScheme of ["light", "dark"]) {
    const { made, page, faults } = await context(browser, { colorScheme });
    for (const { kind, file } of inLanguage(...(colorScheme === "light" ? ["en", "de", "ar"] : ["en"]))) {
      faults.length = 0;
      await open(page, file);
      await page.emulateMedia({ media: "print", colorScheme });
      const left = await page.evaluate((forScreens) => [...document.querySelectorAll(forScreens)].filter((one) => !window.looks.isHidden(one)).map(window.looks.name), FOR_SCREENS);
      const summaries = await page.$$eval("summary", (all) => all.filter((one) => !window.looks.isHidden(one) && !one.closest(".legend, .lane-words, .graphic")).map(window.looks.name));
      check(`${kind} (${file}), on paper: nothing for screens is left`, [...left, ...summaries, ...faults]);
      check(
        `${kind} (${file}), on paper by ${colorScheme}: words are dark on white`,
        await page.evaluate(() => [
          ...(getComputedStyle(document.body).backgroundColor === "rgb(255, 255, 255)" ? [] : [getComputedStyle(document.body).backgroundColor]),
          ...window.looks.contrasts().filter(({ ratio }) => ratio < 4.5).map(({ what, ratio }) => `${what}: ${ratio.toFixed(1)}`),
        ]),
      );
      const drawn = await page.$$eval(".overview, .map, .lanes, .places-map", (all) => all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 100 || height < 40).length);
      check(`${kind} (${file}), on paper: what is drawn is drawn`, drawn === 0 ? [] : [`${drawn} drawings without size`]);
      await page.emulateMedia({ media: null });
    }
    await made.close();
  }
  const { made, page } = await context(browser, { colorScheme: "dark" });
  // Words that run from right to left stand in a PDF in an order of their own.
  for (const { kind, file } of inLanguage("en")) {
    await open(page, file);
    const { words, addresses } = await printed(page);
    const pdf = wordsOf(await page.pdf({ format: "A4", printBackground: true }));
    const missing = [...words, ...addresses].filter((word) => !pdf.words.includes(plain(word)));
    check(`${kind} (${file}), as a PDF: everything that it says is there`, missing.map((word) => word.trim().slice(0, 100)));
    check(`${kind} (${file}), as a PDF by night: the paper is white`, pdf.light > 215 ? [] : [`grey ${Math.round(pdf.light)} of 255`]);
  }
  await made.close();
}

// ---------- Forced colours ----------

/** How many pixels of two pictures of a size differ. */
const difference = (page, one, other) =>
  page.evaluate(async (pictures) => {
    const read = async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const brush = canvas.getContext("2d");
      brush.drawImage(bitmap, 0, 0);
      return brush.getImageData(0, 0, bitmap.width, bitmap.height);
    };
    const [a, b] = await Promise.all(pictures.map(read));
    if (a.width !== b.width || a.height !== b.height) return Infinity;
    let different = 0;
    for (let i = 0; i < a.data.length; i += 4) if ([0, 1, 2].some((channel) => Math.abs(a.data[i + channel] - b.data[i + channel]) > 48)) different += 1;
    return different;
  }, [one, other].map((picture) => picture.toString("base64")));

/** Compares each picture with each. */
async function apart(judge, pictures) {
  const faults = [];
  const names = Object.keys(pictures);
  for (let i = 0; i < names.length; i += 1)
    for (let j = i + 1; j < names.length; j += 1)
      if ((await difference(judge, pictures[names[i]], pictures[names[j]])) < 8) faults.push(`${names[i]} looks like ${names[j]}`);
  return faults;
}

async function marksApart(page, judge) {
  await page.$eval(".legend", (legend) => (legend.open = true));
  const pictures = {};
  for (const row of await page.locator(".legend .row").all()) {
    await row.scrollIntoViewIfNeeded();
    const box = await row.boundingBox();
    const rtl = await row.evaluate((one) => getComputedStyle(one).direction === "rtl");
    const clip = { x: Math.round(rtl ? box.x + box.width - 28 : box.x), y: Math.round(box.y + box.height / 2 - 15), width: 28, height: 30 };
    pictures[await row.innerText()] = await page.screenshot({ clip });
  }
  return apart(judge, pictures);
}

async function statusesApart(page, judge) {
  const pictures = {};
  for (const status of ["none", "reported", "disputed", "retracted"]) {
    await page.evaluate((name) => {
      const row = document.querySelector(".listing .row-title");
      row.closest(".row").className = `row is-day row-${name}`;
      row.querySelector(".status")?.remove();
      const word = document.createElement("span");
      word.className = name === "none" ? "" : `status status-${name}`;
      word.textContent = "Word";
      row.append(word);
      word.id = "looked_at";
      if (name === "none") word.style.font = "600 0.75rem/1.55 sans-serif";
    }, status);
    const word = page.locator("#looked_at");
    await word.scrollIntoViewIfNeeded();
    const box = await word.boundingBox();
    pictures[status] = await page.screenshot({ clip: { x: Math.round(box.x) - 2, y: Math.round(box.y) - 2, width: 50, height: 24 } });
    await word.evaluate((one) => one.remove());
  }
  return apart(judge, pictures);
}

/** Shapes that are drawn in other colours than the system's. */
const foreign = (page) =>
  page.evaluate(() => {
    const SYSTEM = ["Canvas", "CanvasText", "LinkText", "VisitedText", "GrayText", "Highlight", "HighlightText", "ButtonText", "ButtonFace", "ButtonBorder", "SelectedItem", "SelectedItemText"];
    const probe = document.createElement("span");
    probe.style.forcedColorAdjust = "none";
    document.body.append(probe);
    const known = new Set();
    for (const name of SYSTEM) {
      probe.style.color = name;
      known.add(getComputedStyle(probe).color.replace(/^rgba?\((\d+, \d+, \d+).*$/, "$1"));
    }
    probe.remove();
    const isKnown = (colour) => {
      if (colour === "none" || colour.startsWith("url(") || colour === "rgba(0, 0, 0, 0)") return true;
      const found = /^rgba?\((\d+, \d+, \d+)(?:, ([\d.]+))?\)$/.exec(colour);
      return found !== null && (found[2] === "0" || known.has(found[1]));
    };
    const faults = [];
    for (const shape of document.querySelectorAll("svg :is(path, rect, circle, line, text, stop)")) {
      const style = getComputedStyle(shape);
      const colours = shape.localName === "stop" ? [style.stopColor] : window.looks.isHidden(shape) ? [] : [style.fill, style.stroke];
      for (const colour of colours) if (!isKnown(colour)) faults.push(`${shape.localName}.${shape.getAttribute("class")} of ${shape.closest("figure, .lanes, nav")?.className} in ${colour}`);
    }
    return [...new Set(faults)];
  });

/** Controls whose looks do not change when they get the focus: one of each form. */
async function unseenFocus(page, judge) {
  // Where the keys were used last, what gets the focus shows it.
  await page.keyboard.press("Tab");
  const seen = new Set();
  const faults = [];
  for (const control of await page.$$("a[href], button, input, summary, [tabindex='0']")) {
    const form = await control.evaluate((one) => {
      if (window.looks.isHidden(one) || one.closest("[aria-hidden='true']") || one.tabIndex < 0 || one.getBoundingClientRect().width === 0) return null;
      return `${one.localName} ${one.type ?? ""} ${(one.closest("[class]") ?? one).getAttribute("class")}`;
    });
    if (form === null || seen.has(form)) continue;
    seen.add(form);
    await control.evaluate((one) => one.focus({ preventScroll: true }));
    await control.evaluate((one) => one.scrollIntoView({ block: "center", inline: "center", behavior: "instant" }));
    const clip = await control.evaluate((one) => {
      const box = one.getBoundingClientRect();
      const [x, y] = [Math.max(0, box.left - 6), Math.max(0, box.top - 6)];
      return { x, y, width: Math.max(1, Math.min(innerWidth, box.right + 6) - x), height: Math.max(1, Math.min(innerHeight, box.bottom + 6) - y) };
    });
    const with_ = await page.screenshot({ clip, caret: "hide" });
    await control.evaluate((one) => one.blur());
    const without = await page.screenshot({ clip, caret: "hide" });
    if ((await difference(judge, with_, without)) < 20) faults.push(form);
  }
  return faults;
}

async function forcedColours(browser) {
  const blank = await browser.newPage();
  for (const colorScheme of ["light", "dark"]) {
    const { made, page, faults } = await context(browser, { forcedColors: "active", colorScheme });
    for (const { kind, file } of inLanguage(...(colorScheme === "light" ? ["en", "ar"] : ["en"]))) {
      faults.length = 0;
      await open(page, file);
      check(`${kind} (${file}), forced colours, ${colorScheme}: shapes have the system's colours`, [...(await foreign(page)), ...faults]);
    }
    for (const file of ["timeline/index.html", "ar/timeline/index.html"]) {
      await open(page, file);
      check(`${file}, forced colours, ${colorScheme}: the forms of marks are told apart`, await marksApart(page, blank));
      check(`${file}, forced colours, ${colorScheme}: what is reported, disputed and retracted is told apart`, await statusesApart(page, blank));
    }
    await made.close();
  }
  const KEYS = ["index.html", "timeline/index.html", "timeline/by-actor/index.html", "places/index.html", "events/invasion-begins/index.html", "search/index.html", "sources/index.html", "articles/geneva-january-2022/index.html", "embed/timeline/index.html"];
  for (const forcedColors of ["active", "none"]) {
    const { made, page } = await context(browser, { forcedColors });
    for (const file of forcedColors === "active" ? KEYS : KEYS.slice(0, 4)) {
      await open(page, file);
      await unfold(page);
      check(`${file}, forced colours ${forcedColors}: the focus is seen`, await unseenFocus(page, blank));
    }
    await made.close();
  }
  await blank.close();
}

// ---------- Less motion, more contrast ----------

async function lessMotion(browser) {
  for (const reducedMotion of ["reduce", "no-preference"]) {
    const { made, page } = await context(browser, { reducedMotion });
    await page.addInitScript(() => {
      window.moved = [];
      for (const [of, name] of [[Element.prototype, "scrollIntoView"], [Element.prototype, "scrollTo"], [Element.prototype, "scrollBy"], [window, "scrollTo"], [window, "scrollBy"], [Element.prototype, "animate"]]) {
        const own = of[name];
        of[name] = function (...given) {
          if (name === "animate" || given.some((one) => one?.behavior === "smooth")) window.moved.push(name);
          return own.apply(this, given);
        };
      }
    });
    for (const { kind, file } of inLanguage("en")) {
      await open(page, file);
      await unfold(page);
      const choice = page.locator('#filters input[name="actor"]').first();
      if (await choice.count()) {
        const before = await page.$eval("#filters", (panel) => panel.dataset.ready);
        await choice.check();
        await page.waitForFunction((old) => document.querySelector("#filters").dataset.ready !== old, before);
      }
      const moving = await page.evaluate(() => [
        ...document.getAnimations().map(() => "an animation runs"),
        ...window.moved.map((name) => `a script calls ${name} for motion`),
        ...[...document.querySelectorAll("*")].flatMap((one) => {
          const style = getComputedStyle(one);
          const still = style.animationName === "none" && style.transitionDuration.split(", ").every((time) => time === "0s") && style.scrollBehavior === "auto";
          return still || one === document.documentElement ? [] : [window.looks.name(one)];
        }),
      ]);
      check(`${kind} (${file}), ${reducedMotion}: nothing moves by itself`, moving);
      const scrolling = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
      const expected = reducedMotion === "reduce" ? "auto" : "smooth";
      check(`${kind} (${file}), ${reducedMotion}: the page scrolls as it should`, scrolling === expected ? [] : [scrolling]);
    }
    await made.close();
  }
}

async function moreContrast(browser) {
  for (const colorScheme of ["light", "dark"]) {
    const { made, page } = await context(browser, { contrast: "more", colorScheme });
    for (const { kind, file } of inLanguage(...(colorScheme === "light" ? ["en", "ar"] : ["en"]))) {
      await open(page, file);
      await unfold(page);
      const found = await look(page, "contrasts");
      const faint = found.filter(({ ratio }) => ratio < 7).map(({ what, ratio }) => `${what}: ${ratio.toFixed(1)}`);
      check(`${kind} (${file}), more contrast, ${colorScheme}: all words have it`, found.length > 0 ? faint : ["no words were found"]);
    }
    await made.close();
  }
}

/** As if a reader had set the size of text in the browser. */
async function largeText(browser) {
  await littleRoom(browser, DESK, "with text twice as large", ["en", "de", "ar"]);
  await littleRoom(browser, { width: 412, height: 823 }, "on a phone with text twice as large", ["en", "ar"]);
}

const PARTS = [
  ["narrow", (browser) => littleRoom(browser, NARROW, "320 px wide", ["en", "de", "ar"])],
  ["large", largeText, ["--blink-settings=defaultFontSize=32,defaultFixedFontSize=26"]],
  ["print", onPaper],
  ["forced", forcedColours],
  ["motion", lessMotion],
  ["contrast", moreContrast],
];

for (const [name, part, flags] of PARTS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const browser = await launch(flags);
  try {
    await part(browser);
  } finally {
    await browser.close();
  }
}
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
