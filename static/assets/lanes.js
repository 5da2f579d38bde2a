// What scripts add to the timeline in lanes, whose marks are plain links without them.
//
// By keyboard one mark at a time is reached with Tab; arrows lead on from it, along its lane and from lane to lane. Where
// the pointer or the focus is, a line at the foot of the window tells what stands there, and the same event is marked in
// every lane. The choice of the filters narrows marks and lists: annals.js finds what fits and tells of it.

"use strict";
{
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" });
  const isMirrored = document.documentElement.dir === "rtl";

  /** The places in the timeline of a mark's events; of a lane with very many they are not written. */
  const places = (mark) => (mark.dataset.places ?? "").split(" ").filter(Boolean).map(Number);
  const markOf = (target) => (target instanceof Element ? target.closest(".lane-mark") : null);

  // ---------- The choice ----------

  /** What annals.js found; null where all is shown. */
  let chosen = null;

  /** How many of a mark's events fit the choice. */
  function left(mark, days) {
    const { first, last, count } = mark.dataset;
    if (count === undefined) return places(mark).filter((place) => chosen.places.has(place)).length;
    return days().filter((day) => Number(first) <= day && day <= Number(last)).length;
  }

  const some = (pattern, part, whole) =>
    pattern.replace("{number}", numbers.format(part)).replace("{total}", numbers.format(whole));

  /** Shows how many of how many there are; what stood there comes back when all are. */
  function show(element, part, whole, pattern) {
    element.dataset.whole ??= element.textContent;
    element.textContent = part === whole ? element.dataset.whole : some(pattern, part, whole);
  }

  /** Lets a link to a list carry the choice on; what the lane itself asks for stays. */
  function carry(link, dimension) {
    link.dataset.href ??= link.getAttribute("href");
    const [path, query = ""] = link.dataset.href.split("?");
    const asked = new URLSearchParams(query);
    const own = new Set([dimension, "page", ...asked.keys()]);
    for (const [name, value] of new URLSearchParams(location.search)) if (!own.has(name)) asked.append(name, value);
    link.setAttribute("href", asked.size ? `${path}?${asked}` : path);
  }

  function narrow(lane, { dimension, of }) {
    const { key } = lane.dataset;
    let found = null;
    const days = () => (found ??= chosen.days(dimension, key));
    let sum = 0;
    for (const mark of all(".lane-mark", lane)) {
      const whole = Number(mark.dataset.count ?? places(mark).length);
      const part = chosen ? left(mark, days) : whole;
      sum += part;
      mark.classList.toggle("is-out", part === 0);
      if (!mark.matches(".lane-cell")) continue;
      show($("text", mark), part, whole, "{number}");
      mark.dataset.part = part === whole ? "" : ` · ${some(of, part, whole)}`;
      if (whole > 1) carry(mark, dimension);
    }
    const rows = all(".lane-events > li", lane);
    for (const row of rows) row.hidden = chosen !== null && !chosen.places.has(Number(row.dataset.place));
    if (rows.length) sum = rows.filter((row) => !row.hidden).length;
    lane.hidden = chosen !== null && sum === 0;
    show($(".lane-total", lane), sum, Number(lane.dataset.count), of);
    const list = $(".lane-count a", lane);
    if (list) carry(list, dimension);
  }

  // ---------- One mark is reached with Tab ----------

  let current = null;

  const marks = (lane) => all(".lane-mark:not(.is-out)", lane);
  const lanes = () => all(".lane:not([hidden])").filter((lane) => marks(lane).length > 0);

  function rove(mark = current) {
    const shown = lanes().flatMap(marks);
    current = shown.includes(mark) ? mark : (shown[0] ?? null);
    for (const one of all(".lane-mark")) one.setAttribute("tabindex", one === current ? "0" : "-1");
  }

  const middle = (mark) => {
    const { left: start, width } = mark.getBoundingClientRect();
    return start + width / 2;
  };

  /** Where a key leads from a mark: before or after it in its lane, or to the nearest one of the next lane. */
  function next(mark, key) {
    const lane = mark.closest(".lane");
    const own = marks(lane);
    const at = own.indexOf(mark);
    const [before, after] = isMirrored ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    if (key === before) return own[at - 1];
    if (key === after) return own[at + 1];
    if (key === "Home") return own[0];
    if (key === "End") return own.at(-1);
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (!step) return null;
    const shown = lanes();
    const other = shown[shown.indexOf(lane) + step];
    if (!other) return undefined;
    const here = middle(mark);
    return marks(other).reduce((a, b) => (Math.abs(middle(b) - here) < Math.abs(middle(a) - here) ? b : a));
  }

  // ---------- What stands there ----------

  function tell(mark) {
    const own = new Set(mark ? places(mark).filter((place) => chosen?.places.has(place) ?? true) : []);
    for (const one of all(".lane-mark")) one.classList.toggle("is-same", places(one).some((place) => own.has(place)));
    const caption = $(".lanes-caption");
    caption.hidden = !mark;
    caption.textContent = mark ? $("title", mark).textContent + (mark.dataset.part ?? "") : "";
  }

  function start() {
    const chart = $(".lanes");
    if (!chart) return;
    for (const lane of all(".lane")) narrow(lane, chart.dataset);
    rove();
    tell(markOf(document.activeElement));
  }

  // The listeners stand on the document, so that they stay when the preview changes the page below them.
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event.target);
    if (mark) rove(mark);
    if ($(".lanes")) tell(mark);
  });
  document.addEventListener("pointerover", (event) => {
    const mark = markOf(event.target);
    if (mark || $(".is-same")) tell(mark ?? markOf(document.activeElement));
  });
  document.addEventListener("keydown", (event) => {
    const mark = markOf(event.target);
    if (!mark || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape") tell(null);
    const other = next(mark, event.key);
    if (other === null) return;
    event.preventDefault();
    other?.focus();
  });
  document.addEventListener("annals:chosen", (event) => {
    const found = event.detail;
    chosen = found && { places: new Set(found.places), days: found.days };
    start();
  });
  document.addEventListener("annals:updated", (event) => {
    if (event.detail?.by !== "filters") start();
  });
  start();
}
