// What scripts add to the pages of annals. The pages are whole without them.
//
// The filters of the timeline: the choice stands in the address, so that it can be shared and undone with Back. Which
// events fit is told by files of data that are fetched when a choice is first made; those events are listed by pages in
// the place of the page's own list. A plain script rather than a module: browsers refuse modules below `file://`.
//
// What is shown is made of the page's own <template> elements and of text, never of HTML.

"use strict";
{
  const LISTS = ["actor", "place", "topic", "kind", "period", "status"];
  const OWN = [...LISTS, "weight", "from", "to", "dates", "page"];
  /** Lists of choices that are longer show the most frequent ones and a field to find the others. */
  const SHORT = 12;
  /** The most choices that a search shows. */
  const FOUND = 40;
  /** The most events on a page, and the most files of events that one page takes. */
  const STEP = 100;
  const FILES = 20;
  /** How long a script may work before the reader's next key or click is heard, in milliseconds. */
  const BREATH = 12;
  /** Beyond every day that can be counted. */
  const EVER = Infinity;

  const $ = (selector, root = document) => root.querySelector(selector);
  const clone = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const language = document.documentElement.lang;
  // Made when they are first needed: browsers take their time for the rules of a language.
  const made = {};
  const numbers = {
    // The digits of the page's own words.
    format: (number) => (made.numbers ??= new Intl.NumberFormat(language, { numberingSystem: "latn" })).format(number),
  };
  const plurals = { select: (number) => (made.plurals ??= new Intl.PluralRules(language)).select(number) };

  // ---------- Dates ----------

  /** The days from 1970-01-01 to a day of the proleptic Gregorian calendar; the month from 1. */
  function dayNumber(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return date.getTime() / 86_400_000;
  }

  /** The first and the last day of a year, a month or a day as it is written; null if it is none. */
  function span(text) {
    // Years that the browser's calendar can hold.
    const found = /^\s*([-−]?\d{1,5})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\s*$/.exec(text);
    if (!found) return null;
    const year = Number(found[1].replace("−", "-"));
    const [month, day] = [found[2], found[3]].map((part) => (part === undefined ? null : Number(part)));
    if (month === null) return [dayNumber(year, 1, 1), dayNumber(year, 12, 31)];
    if (month < 1 || month > 12) return null;
    const last = new Date(dayNumber(year, month + 1, 0) * 86_400_000).getUTCDate();
    if (day === null) return [dayNumber(year, month, 1), dayNumber(year, month, last)];
    return day < 1 || day > last ? null : [dayNumber(year, month, day), dayNumber(year, month, day)];
  }

  // ---------- The choice and the address ----------

  /** The date that a year's own page sets, which its address does not repeat. */
  const ownDate = () => $("details.filters").dataset.date ?? "";

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    const choice = {};
    for (const name of LISTS) choice[name] = [...new Set(asked.getAll(name).filter(Boolean))];
    for (const name of ["from", "to"]) choice[name] = asked.get(name) ?? ownDate();
    choice.weight = ["2", "3"].includes(asked.get("weight")) ? Number(asked.get("weight")) : 1;
    choice.certain = asked.get("dates") === "certain";
    choice.page = Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1);
    return choice;
  }

  function address(choice) {
    const asked = new URLSearchParams(location.search);
    for (const name of OWN) asked.delete(name);
    for (const name of LISTS) for (const id of choice[name]) asked.append(name, id);
    for (const name of ["from", "to"]) if (choice[name] !== ownDate()) asked.set(name, choice[name]);
    if (choice.weight > 1) asked.set("weight", choice.weight);
    if (choice.certain) asked.set("dates", "certain");
    if (choice.page > 1) asked.set("page", choice.page);
    const query = asked.toString();
    return location.pathname + (query && `?${query}`) + location.hash;
  }

  const isActive = (choice) =>
    LISTS.some((name) => choice[name].length > 0) ||
    choice.weight > 1 ||
    choice.certain ||
    choice.from !== ownDate() ||
    choice.to !== ownDate();

  // ---------- Data ----------

  let files = new Map();

  async function read(url) {
    // Files that are opened by themselves cannot fetch others: offline.js reads them as scripts.
    if (globalThis.annals?.data) return globalThis.annals.data(url);
    const response = await fetch(url, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    return response.json();
  }

  /** A file of data, fetched once. A host's newer file is asked for, since a site may be published at any time. */
  function data(url, prepare = (got) => got) {
    if (!files.has(url)) {
      const fetched = read(url).then(async (got) => {
        await breathe();
        return prepare(got);
      });
      fetched.catch(() => files.delete(url));
      files.set(url, fetched);
    }
    return files.get(url);
  }

  const index = () => data($("details.filters").dataset.index);

  let rested = performance.now();

  /** Lets the browser answer the reader, if it has waited for long. */
  async function breathe() {
    if (performance.now() - rested < BREATH) return;
    await (globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done)));
    rested = performance.now();
  }

  // ---------- Which events fit ----------

  const NO = 0;
  const POSSIBLY = 1;
  const YES = 2;
  const PERIOD = LISTS.indexOf("period");

  /** The numbers of all events in a row, and where those of each event begin. */
  function flat(lists) {
    const starts = new Uint32Array(lists.length + 1);
    const all = [];
    lists.forEach((one, at) => {
      if (Array.isArray(one)) all.push(...one);
      else if (one !== null) all.push(one);
      starts[at + 1] = all.length;
    });
    return { starts, numbers: Uint32Array.from(all) };
  }

  /** A file of facets as it is counted fastest. */
  const packed = (file) => ({
    from: file.from,
    size: file.first.length,
    first: Float64Array.from(file.first, (day) => day ?? -EVER),
    last: Float64Array.from(file.last, (day) => day ?? EVER),
    weight: Uint8Array.from(file.weight),
    lists: LISTS.map((name) => flat(file[name])),
    possibly: flat(file.possibly),
  });

  /** What a choice asks for, in the numbers of the files. An id that nothing has fits nothing. */
  function wanted(choice, { choices }) {
    const sizes = LISTS.map((name) => Math.max(0, ...choices[name].map((one) => one.number + 1)));
    const lists = LISTS.map((name, list) => {
      if (!choice[name].length) return null;
      const asked = new Uint8Array(sizes[list]);
      for (const one of choices[name]) if (choice[name].includes(one.id)) asked[one.number] = 1;
      return asked;
    });
    const from = span(choice.from)?.[0] ?? -EVER;
    const to = span(choice.to)?.[1] ?? EVER;
    return { lists, sizes, from, to, weight: choice.weight, certain: choice.certain };
  }

  function hasOne({ starts, numbers }, at, asked) {
    for (let i = starts[at]; i < starts[at + 1]; i += 1) if (asked[numbers[i]]) return true;
    return false;
  }

  function count({ starts, numbers }, at, counts) {
    for (let i = starts[at]; i < starts[at + 1]; i += 1) counts[numbers[i]] += 1;
  }

  /** Whether an event's dates lie in the range. */
  function lies(file, at, { from, to, certain }) {
    if (file.last[at] < from || to < file.first[at]) return NO;
    if (from <= file.first[at] && file.last[at] <= to) return YES;
    return certain ? NO : POSSIBLY;
  }

  /** Whether an event has one of what is asked for in a list. */
  function fits(file, at, list, { lists, certain }) {
    if (hasOne(file.lists[list], at, lists[list])) return YES;
    return list === PERIOD && !certain && hasOne(file.possibly, at, lists[list]) ? POSSIBLY : NO;
  }

  /** Goes through the events of a file. An event that one list alone rules out counts there: it would be left. */
  function look(file, want, result) {
    const asked = LISTS.map((_, list) => list).filter((list) => want.lists[list] !== null);
    for (let at = 0; at < file.size; at += 1) {
      let truth = lies(file, at, want);
      let failures = truth === NO ? 2 : 0;
      let failed = -1;
      for (let i = 0; i < asked.length && failures < 2; i += 1) {
        const one = fits(file, at, asked[i], want);
        if (one === NO) [failures, failed] = [failures + 1, asked[i]];
        else if (one < truth) truth = one;
      }
      if (failures === 0) result.weights[file.weight[at]] += 1;
      if (failures > 1 || file.weight[at] < want.weight) continue;
      for (let list = failures ? failed : 0; list <= (failures ? failed : LISTS.length - 1); list += 1) {
        count(file.lists[list], at, result.counts[list]);
        if (list === PERIOD && !want.certain) count(file.possibly, at, result.counts[list]);
      }
      if (failures) continue;
      result.found.push({ place: file.from + at, possible: truth === POSSIBLY });
      if (truth === POSSIBLY) result.possible += 1;
    }
  }

  /** The events that fit, and how many each choice would leave: those that fit all that is asked for elsewhere. */
  async function choose(choice, about, isStale) {
    const want = wanted(choice, about);
    const counts = want.sizes.map((size) => new Uint32Array(size));
    const files = await Promise.all(about.facets.files.map((url) => data(url, packed)));
    const result = { found: [], possible: 0, counts, weights: [0, 0, 0, 0], files };
    for (const file of files) {
      await breathe();
      if (isStale()) return null;
      look(file, want, result);
    }
    return result;
  }

  /** What other scripts are told of a result: the places of its events, and the days on which those of one choice begin. */
  const told = ({ found, files }, { choices, facets }) => ({
    places: found.map(({ place }) => place),
    days(name, id) {
      const list = LISTS.indexOf(name);
      // Without an id: those for which none is named.
      const number = id === undefined ? null : choices[name].find((one) => one.id === id)?.number;
      const days = [];
      for (const { place } of found) {
        const file = files[Math.floor(place / facets.size)];
        const at = place - file.from;
        const { starts, numbers: own } = file.lists[list];
        const some = own.subarray(starts[at], starts[at + 1]);
        const isThere = number === null ? some.length === 0 : some.includes(number);
        if (isThere) days.push(Number.isFinite(file.first[at]) ? file.first[at] : file.last[at]);
      }
      return days;
    },
  });

  const tell = (detail) => document.dispatchEvent(new CustomEvent("annals:chosen", { detail }));

  /** Lets the links between the views of the timeline carry the choice on. */
  function carry() {
    const asked = new URLSearchParams(location.search);
    asked.delete("page");
    for (const link of document.querySelectorAll(".forms a")) {
      const [path] = link.getAttribute("href").split("?");
      link.setAttribute("href", asked.size ? `${path}?${asked}` : path);
    }
  }

  // ---------- The form ----------

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);

  /** Puts the choices of a list into its field set. What was chosen always stands there. */
  function fill(set, choices, chosen) {
    const name = set.dataset.filter;
    const sought = folded($("input[type=search]", set).value.trim());
    const unknown = chosen.filter((id) => !choices.some((one) => one.id === id));
    const all = [...choices, ...unknown.map((id) => ({ id, name: id, number: -1, count: 0 }))];
    const isLong = choices.length > SHORT;
    const frequent = isLong ? [...choices].sort((a, b) => b.count - a.count).slice(0, SHORT) : choices;
    const matching = sought ? choices.filter((one) => folded(one.name).includes(sought)).slice(0, FOUND) : frequent;
    const shown = new Set(matching);
    const items = all.filter((one) => shown.has(one) || chosen.includes(one.id)).map((one) => {
      const item = clone("filter_choice");
      const box = $("input", item);
      Object.assign(box, { name, value: one.id, checked: chosen.includes(one.id) });
      box.dataset.number = one.number;
      const word = $(".filter-word", item);
      word.textContent = one.name;
      if (one.lang) Object.assign(word, { lang: one.lang, dir: "auto" });
      return item;
    });
    $("ul", set).replaceChildren(...items);
    set.hidden = all.length === 0;
    $(".filter-find", set).hidden = !isLong;
  }

  const sets = () => LISTS.map((name) => $(`.filter-group[data-filter="${name}"]`));

  /** How much is chosen in a group of the form. */
  function chosenIn(name, choice) {
    if (LISTS.includes(name)) return choice[name].length;
    if (name === "weight") return choice.weight > 1 ? 1 : 0;
    return ["from", "to"].filter((end) => choice[end] !== ownDate()).length + (choice.certain ? 1 : 0);
  }

  /** Brings the form in line with a choice, keeping its elements where they do. */
  function show(choice, about) {
    for (const group of document.querySelectorAll(".filter-group")) {
      const chosen = chosenIn(group.dataset.filter, choice);
      $(".filter-chosen", group).textContent = chosen ? `(${numbers.format(chosen)})` : "";
      // What an address asks for is open to see when its page is opened.
      if (chosen && $(".filter-form").hidden) group.open = true;
    }
    for (const set of sets()) {
      const chosen = choice[set.dataset.filter];
      const boxes = [...set.querySelectorAll("input[type=checkbox]")];
      if (boxes.length && chosen.every((id) => boxes.some((box) => box.value === id))) {
        for (const box of boxes) box.checked = chosen.includes(box.value);
      } else fill(set, about.choices[set.dataset.filter], chosen);
    }
    const form = $(".filter-form");
    for (const radio of form.elements.weight) radio.checked = Number(radio.value) === choice.weight;
    form.elements.dates.checked = choice.certain;
    for (const name of ["from", "to"]) {
      const field = form.elements[name];
      if (field.value !== choice[name]) field.value = choice[name];
      const isBad = choice[name].trim() !== "" && !span(choice[name]);
      if (isBad) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      if (isBad) field.setAttribute("aria-describedby", "filter_bad_date");
      else field.removeAttribute("aria-describedby");
    }
    $("#filter_bad_date").hidden = !$(".filter-dates [aria-invalid]");
  }

  function showCounts({ counts, weights }) {
    for (const set of sets()) {
      for (const box of set.querySelectorAll("input[type=checkbox]")) {
        showCount(box, counts[LISTS.indexOf(set.dataset.filter)][box.dataset.number] ?? 0);
      }
    }
    const atLeast = (least) => weights.slice(least).reduce((sum, one) => sum + one, 0);
    for (const radio of $(".filter-form").elements.weight) showCount(radio, atLeast(Number(radio.value)));
  }

  function showCount(box, count) {
    const label = box.closest("label");
    $(".filter-count", label).textContent = numbers.format(count);
    label.classList.toggle("is-empty", count === 0);
  }

  /** The choice that the form shows. Boxes that are not shown cannot be checked. */
  function readForm() {
    const form = $(".filter-form");
    const asked = new FormData(form);
    const choice = { page: 1, certain: form.elements.dates.checked, weight: Number(asked.get("weight") ?? 1) };
    for (const name of LISTS) choice[name] = asked.getAll(name);
    for (const name of ["from", "to"]) choice[name] = asked.get(name).trim();
    return choice;
  }

  // ---------- The events ----------

  /** Where the pages of a result begin: a page is full when it has enough events, or when it takes enough files. */
  function pages(found, size) {
    const starts = [0];
    let taken = new Set();
    found.forEach(({ place }, at) => {
      const file = Math.floor(place / size);
      const isFull = at - starts.at(-1) >= STEP || (!taken.has(file) && taken.size >= FILES);
      if (isFull) {
        starts.push(at);
        taken = new Set();
      }
      taken.add(file);
    });
    return starts;
  }

  /** The events of a page with what is shown of them, each file fetched once. */
  async function rows(some, { events }) {
    const needed = [...new Set(some.map(({ place }) => Math.floor(place / events.size)))];
    const got = new Map();
    await Promise.all(needed.map(async (file) => got.set(file, await data(events.files[file]))));
    return some.map(({ place, possible }) => {
      const file = got.get(Math.floor(place / events.size));
      const event = file.events[place - file.from];
      return { ...event, possible, heading: file.headings[event.heading] };
    });
  }

  function put(element, text, lang) {
    element.textContent = text;
    if (lang) Object.assign(element, { lang, dir: "auto" });
  }

  /** A date as words, and as what HTML takes for a time. */
  const timed = (dateTime, textContent) => Object.assign(document.createElement("time"), { dateTime, textContent });

  function row(event) {
    const item = clone("filter_row");
    item.classList.add(`weight-${event.weight}`, `row-${event.status}`, `is-${event.form}`);
    item.classList.toggle("is-vague", Boolean(event.vague));
    const date = $(".when", item);
    if (event.time) date.replaceWith(timed(event.time, event.date));
    else date.textContent = event.date;
    const link = $("a", item);
    link.href = event.url;
    put(link, event.title, event.title_lang);
    if (event.weight < 3) $(".hidden", item).remove();
    const status = $(".status", item);
    if (event.status_text) {
      status.classList.add(`status-${event.status}`);
      status.textContent = event.status_text;
    } else status.remove();
    if (!event.draft) $(".status-draft", item).remove();
    if (!event.possible) $(".status-possible", item).remove();
    const summary = $(".row-summary", item);
    if (event.summary) put(summary, event.summary, event.summary_lang);
    else summary.remove();
    return item;
  }

  /** Before or after in the order of headings: what has no year, or no month, comes first. */
  const isLater = (a, b) =>
    (a.year ?? -EVER) > (b.year ?? -EVER) || (a.year === b.year && (a.month ?? 0) > (b.month ?? 0));

  /** Events under their years and months. An event never stands under an earlier heading than the one before it. */
  function chronology(events) {
    const years = [];
    let heading = null;
    let list = null;
    for (const event of events) {
      if (heading === null || isLater(event.heading, heading)) {
        if (heading === null || event.heading.year !== heading.year) {
          const year = clone("filter_year");
          const name = $(".year-name", year);
          name.textContent = event.heading.name;
          name.id = `chosen_${years.length}`;
          year.setAttribute("aria-labelledby", name.id);
          years.push(year);
        }
        heading = event.heading;
        const body = $(".year-body", years.at(-1));
        if (heading.month_name) {
          const month = clone("filter_month");
          month.textContent = heading.month_name;
          body.append(month);
        }
        list = clone("filter_events");
        body.append(list);
      }
      list.append(row(event));
    }
    return years;
  }

  function inWords({ found, possible }, about) {
    const category = plurals.select(found.length);
    const same = about.counts.find(([count]) => count === found.length);
    const pattern = same ?? about.counts.find(([count]) => plurals.select(count) === category) ?? about.counts[0];
    const count = pattern[1].replace("{n}", numbers.format(found.length));
    return possible ? `${count} (${about.possible.replace("{n}", numbers.format(possible))})` : count;
  }

  /** Shows a page of the result in the place of the page's own list. */
  async function list(choice, result, about, isStale) {
    const starts = pages(result.found, about.events.size);
    const number = Math.min(choice.page, starts.length);
    const shown = await rows(result.found.slice(starts[number - 1], starts[number]), about);
    await breathe();
    if (isStale()) return;
    const results = $("#filter_results");
    $(".chronology", results).replaceChildren(...chronology(shown));
    $(".nothing", results).hidden = shown.length > 0;
    const pager = $(".pager", results);
    pager.hidden = starts.length < 2;
    const { page } = about;
    $(".pager-where", pager).textContent = page
      .replace("{number}", numbers.format(number))
      .replace("{total}", numbers.format(starts.length));
    $(".pager-previous", pager).hidden = number === 1;
    $(".pager-next", pager).hidden = number === starts.length;
    setShown(true);
  }

  /** Whether the result stands in the place of the page's own list. */
  function setShown(isShown) {
    // Lanes have no list: they are narrowed themselves.
    $("#filter_results")?.toggleAttribute("hidden", !isShown);
    $(".listing")?.toggleAttribute("hidden", isShown);
  }

  // ---------- The overview as a selector of a stretch ----------

  /** A key within this time of another goes on with the same step, in milliseconds. */
  const REST = 350;
  /** A pointer that moves less clicks, in CSS pixels. */
  const CLICK = 6;

  /** The bars of the overview in the order of time, and the numbers of the first and the last that are chosen. */
  let bars = [];
  let ends = [0, 0];
  /** Whether the choice was last made in the overview, so that the form need not open to show it. */
  let isByRange = false;
  let resting = 0;
  let drag = null;

  const range = () => $(".overview-range");
  const grips = () => [...range().querySelectorAll(".overview-grip")];

  function readBars() {
    const links = range() ? [...$(".overview").querySelectorAll("a[data-from] > rect")] : [];
    bars = links.map((rect) => {
      const { from, to } = rect.parentNode.dataset;
      const [start, width] = ["x", "width"].map((name) => Number(rect.getAttribute(name)) / 100);
      return { from, to, start, end: start + width, text: $("title", rect.parentNode).textContent };
    });
    // Years that the form's fields cannot hold are chosen by their links alone.
    if (bars.length < 2 || bars.some(({ from, to }) => !span(from) || !span(to))) bars = [];
    if (range()) range().hidden = bars.length === 0;
    if (!bars.length) return;
    const drawn = $(".overview-ways svg");
    range().style.insetBlockStart = `${drawn.getAttribute("y")}px`;
    range().style.blockSize = `${drawn.getAttribute("height")}px`;
  }

  /** Puts the grips to the ends, and tells their places. */
  function drawRange() {
    const chosen = ends.map((end) => bars[end]);
    // Time runs from right to left where words do.
    const sides = [Math.min(...chosen.map(({ start }) => start)), Math.max(...chosen.map(({ end }) => end))];
    const isMirrored = bars[0].start > bars.at(-1).start;
    const [before, after] = range().querySelectorAll(".overview-shade");
    const isWhole = ends[0] === 0 && ends[1] === bars.length - 1;
    range().classList.toggle("is-whole", isWhole);
    before.style.width = `${isWhole ? 0 : sides[0]}%`;
    after.style.width = `${isWhole ? 0 : 100 - sides[1]}%`;
    grips().forEach((grip, end) => {
      const side = isWhole ? [0, 100][isMirrored ? 1 - end : end] : sides[isMirrored ? 1 - end : end];
      grip.style.left = `${side}%`;
      grip.setAttribute("aria-valuemin", end === 0 ? 0 : ends[0]);
      grip.setAttribute("aria-valuemax", end === 0 ? ends[1] : bars.length - 1);
      grip.setAttribute("aria-valuenow", ends[end]);
      grip.setAttribute("aria-valuetext", chosen[end].text);
    });
  }

  /** Brings the grips in line with a choice. */
  function showRange(choice) {
    if (!bars.length) readBars();
    if (!bars.length || drag) return;
    const from = span(choice.from)?.[0] ?? -EVER;
    const to = span(choice.to)?.[1] ?? EVER;
    const first = bars.findIndex((bar) => span(bar.to)[1] >= from);
    const last = bars.findLastIndex((bar) => span(bar.from)[0] <= to);
    ends = first < 0 || last < first ? [0, bars.length - 1] : [first, last];
    drawRange();
  }

  /** Chooses the stretch between the grips. An end that is not drawn in asks for nothing, so that open dates stay. */
  function chooseRange() {
    clearTimeout(resting);
    resting = 0;
    isByRange = true;
    const from = ends[0] === 0 ? "" : bars[ends[0]].from;
    const to = ends[1] === bars.length - 1 ? "" : bars[ends[1]].to;
    const choice = readAddress();
    if (choice.from !== from || choice.to !== to) go({ ...choice, from, to, page: 1 });
  }

  /** Moves an end, as far as the other one. */
  function moveEnd(end, to) {
    const [least, most] = end === 0 ? [0, ends[1]] : [ends[0], bars.length - 1];
    ends[end] = Math.min(Math.max(to, least), most);
    drawRange();
  }

  /** The bar nearest to a place of the window. */
  function barAt(x) {
    const { left, width } = range().getBoundingClientRect();
    const at = ((x - left) / width) * 100;
    const away = ({ start, end }) => Math.max(start - at, at - end, 0);
    return bars.reduce((best, bar, number) => (away(bar) < away(bars[best]) ? number : best), 0);
  }

  function gripKey(event, end) {
    const isMirrored = document.documentElement.dir === "rtl";
    const step = { ArrowLeft: isMirrored ? 1 : -1, ArrowRight: isMirrored ? -1 : 1, ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    const to = { Home: 0, End: bars.length - 1, Escape: end === 0 ? 0 : bars.length - 1 };
    if (step[event.key] === undefined && to[event.key] === undefined) return;
    event.preventDefault();
    moveEnd(end, to[event.key] ?? ends[end] + step[event.key]);
    clearTimeout(resting);
    resting = setTimeout(chooseRange, REST);
  }

  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(".overview-grip") || event.altKey || event.ctrlKey || event.metaKey) return;
    gripKey(event, grips().indexOf(event.target));
  });
  document.addEventListener("focusout", (event) => {
    if (resting && event.target.matches?.(".overview-grip")) chooseRange();
  });
  document.addEventListener("pointerdown", (event) => {
    const drawing = event.target.closest?.(".overview");
    if (!drawing || !bars.length || event.button !== 0 || !drawing.contains(range())) return;
    const end = grips().indexOf(event.target);
    drag = { end, begin: event.clientX, from: barAt(event.clientX), isMoved: end >= 0, pointer: event.pointerId };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.isMoved && Math.abs(event.clientX - drag.begin) < CLICK) return;
    drag.isMoved = true;
    const at = barAt(event.clientX);
    if (drag.end >= 0) moveEnd(drag.end, at);
    else {
      ends = [Math.min(drag.from, at), Math.max(drag.from, at)];
      drawRange();
    }
  });
  const drop = (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const { isMoved } = drag;
    drag = null;
    if (event.type === "pointercancel") return showRange(readAddress());
    if (!isMoved) return;
    // The click that ends the drag leads nowhere.
    const swallow = (click) => click.preventDefault();
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
    chooseRange();
  };
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", drop);
  document.addEventListener("dragstart", (event) => {
    if (drag) event.preventDefault();
  });

  // ---------- What the reader does ----------

  let run = 0;

  /** Does what the address asks for. */
  async function apply() {
    const own = (run += 1);
    const isStale = () => own !== run;
    const panel = $("details.filters");
    if (!panel) return;
    const choice = readAddress();
    const active = isActive(choice);
    carry();
    showRange(choice);
    // In the little room of a frame of another site the events themselves come first.
    if (active && !$("[data-framed]") && !isByRange) panel.open = true;
    if (!active) {
      setShown(false);
      tell(null);
      $(".filter-said").textContent = "";
    }
    if (!active && !panel.open) return;
    try {
      const about = await index();
      if (isStale()) return;
      show(choice, about);
      $(".filter-links")?.toggleAttribute("hidden", true);
      $(".filter-form").hidden = false;
      $(".filter-failed").hidden = true;
      const result = await choose(choice, about, isStale);
      if (isStale()) return;
      showCounts(result);
      if (active) {
        if ($("#filter_results")) await list(choice, result, about, isStale);
        if (isStale()) return;
        tell(told(result, about));
        $(".filter-said").textContent = inWords(result, about);
      }
      panel.dataset.ready = own;
      if (active) document.dispatchEvent(new CustomEvent("annals:updated", { detail: { by: "filters" } }));
    } catch (error) {
      if (isStale()) return;
      // Without the data the page's own list stands, and the links lead on.
      console.warn(error);
      setShown(false);
      tell(null);
      $(".filter-said").textContent = "";
      $(".filter-links")?.removeAttribute("hidden");
      $(".filter-form").hidden = true;
      $(".filter-failed").hidden = false;
    }
  }

  /** Goes to another choice: a step that Back undoes. */
  function go(choice) {
    const next = address(choice);
    if (next !== location.pathname + location.search + location.hash) history.pushState(null, "", next);
    return apply();
  }

  async function turn(by) {
    const choice = readAddress();
    await go({ ...choice, page: choice.page + by });
    const results = $("#filter_results");
    results.scrollIntoView({ block: "start" });
    results.focus({ preventScroll: true });
  }

  // The listeners stand on the document, so that they stay when the preview changes the page below them.
  document.addEventListener("change", (event) => {
    isByRange = false;
    if (event.target.closest(".filter-form") && event.target.type !== "search") go(readForm());
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".filter-form")) return;
    event.preventDefault();
    go(readForm());
  });
  document.addEventListener("reset", (event) => {
    if (!event.target.matches(".filter-form")) return;
    event.preventDefault();
    const none = Object.fromEntries(LISTS.map((name) => [name, []]));
    go({ ...none, from: ownDate(), to: ownDate(), weight: 1, certain: false, page: 1 });
  });
  document.addEventListener("input", async (event) => {
    const set = event.target.type === "search" && event.target.closest(".filter-group");
    if (!set) return;
    const choice = readAddress();
    const about = await index();
    fill(set, about.choices[set.dataset.filter], choice[set.dataset.filter]);
    const result = await choose(choice, about, () => false);
    showCounts(result);
  });
  document.addEventListener("keydown", (event) => {
    // Enter in the field that narrows a list is no wish to go anywhere.
    if (event.key === "Enter" && event.target.type === "search" && event.target.closest(".filter-form")) {
      event.preventDefault();
    }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#filter_results .pager button");
    if (button) turn(button.closest(".pager-next") ? 1 : -1);
  });
  // `toggle` does not bubble.
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches?.("details.filters") && event.target.open && !event.target.dataset.ready) apply();
    },
    true,
  );
  document.addEventListener("annals:updated", (event) => {
    if (event.detail?.by === "filters") return;
    // The preview changed the page: its data may have changed as well.
    files = new Map();
    const panel = $("details.filters");
    if (!panel) return;
    for (const set of sets()) $("ul", set).replaceChildren();
    bars = [];
    delete panel.dataset.ready;
    apply();
  });
  addEventListener("popstate", apply);
  apply();
}

// ---------- Pictures that are shown on demand ----------

// `toggle` does not bubble.
document.addEventListener(
  "toggle",
  ({ target }) => {
    const kept = target.open && target.matches(".graphic") && target.querySelector("template");
    if (!kept) return;
    target.querySelector(".graphic-link").remove();
    kept.replaceWith(kept.content);
  },
  true,
);

// ---------- Copying ----------
{
  /** Puts a button behind each text that readers may want elsewhere. */
  const offer = () => {
    // Browsers give no clipboard to pages without HTTPS.
    if (!navigator.clipboard) return;
    for (const source of document.querySelectorAll("[data-copy]")) {
      if (source.nextElementSibling?.classList.contains("copy")) continue;
      const button = document.createElement("button");
      const said = document.createElement("span");
      button.type = "button";
      button.className = "copy";
      said.setAttribute("role", "status");
      said.className = "copy-said";
      button.textContent = source.dataset.copy;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(source.textContent);
        } catch {
          // A reader may forbid it: then the text stands marked, to be copied by hand.
          getSelection().selectAllChildren(source);
          return;
        }
        said.textContent = source.dataset.copied;
        setTimeout(() => said.replaceChildren(), 3_000);
      });
      source.after(button, said);
    }
  };
  document.addEventListener("annals:updated", offer);
  offer();
}

// ---------- Through time by keys, and from language to language ----------
{
  const isMirrored = document.documentElement.dir === "rtl";
  const KEYS = isMirrored ? { ArrowRight: "prev", ArrowLeft: "next" } : { ArrowLeft: "prev", ArrowRight: "next" };
  const way = (rel) => document.querySelector(`nav a[rel="${rel}"]`);

  /** Whether something on the page has a use of its own for arrows: fields, sliders, regions that scroll. */
  const wantsArrows = (target) =>
    target.closest("input, select, textarea, [contenteditable], [tabindex]:not(main)") !== null ||
    document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth;

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!isPlain || event.defaultPrevented || !KEYS[event.key] || wantsArrows(event.target)) return;
    const link = way(KEYS[event.key]);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
  const tell = () => {
    for (const [key, rel] of Object.entries(KEYS)) way(rel)?.setAttribute("aria-keyshortcuts", key);
  };
  document.addEventListener("annals:updated", tell);
  tell();

  // Who switches the language keeps the choice, the words sought and the place on the page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".languages a");
    if (link) [link.search, link.hash] = [location.search, location.hash];
  });
}

// ---------- In a frame of another site ----------
{
  // Whoever shows the page needs to know its height and nothing else, so it may be anyone.
  const tell = () => {
    const { height } = document.documentElement.getBoundingClientRect();
    parent.postMessage({ annals: { height: Math.ceil(height) } }, "*");
  };
  if (parent !== window && document.querySelector("[data-framed]")) {
    new ResizeObserver(tell).observe(document.documentElement);
    addEventListener("message", (event) => {
      if (event.source === parent && event.data?.annals === "height") tell();
    });
  }
}
