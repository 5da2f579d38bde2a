// The search of annals, on its own page.
//
// An index in small files is fetched part by part: the directory, one file of terms for each word, and the few files that
// show what was found. The words stand in the address, so that a search can be shared and undone with Back. A plain script
// rather than a module: browsers refuse modules below `file://`.
//
// What is shown is made of the page's own <template> and of text, never of HTML.

"use strict";
{
  /** How many results are shown at first, and each time that more are wanted. */
  const STEP = 10;
  /** The most words of a query; further ones are left out. */
  const WORDS = 8;
  /** Keys that follow each other sooner are looked up together, in milliseconds. */
  const PAUSE = 60;

  const $ = (selector, root = document) => root.querySelector(selector);
  const language = document.documentElement.lang;
  // The digits of the page's own words.
  const numbers = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  const plurals = new Intl.PluralRules(language);

  // ---------- Words: cut and folded as the build does it (src/search/words.rs) ----------

  const LONGEST = 32;
  const UNSPACED =
    /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\u{20000}-\u{323AF}]/u;
  const LETTER = /[\p{Alphabetic}\p{N}]/u;
  const LETTERS = new Map([
    ..."ßss æae œoe øo ðd þth đd ħh ıi łl ŧt ςσ ґг ىي یي کك ةه".split(" ").map((pair) => [pair[0], pair.slice(1)]),
    ["\u0640", ""],
    ...["\u02B9", "\u02BB", "\u02BC", "\u02BE"].map((mark) => [mark, " "]),
    ...Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(0x0660 + digit), String(digit)]),
    ...Array.from({ length: 10 }, (_, digit) => [String.fromCharCode(0x06f0 + digit), String(digit)]),
  ]);

  const folded = (text) =>
    Array.from(text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(), (c) => LETTERS.get(c) ?? c).join("");

  /** The runs of letters and digits of a text; those of scripts without spaces stand alone. */
  function runs(text) {
    const found = [];
    let last = null;
    for (const c of folded(text)) {
      const isLetter = LETTER.test(c);
      const isUnspaced = isLetter && UNSPACED.test(c);
      if (!isLetter) last = null;
      else if (last && last.isUnspaced === isUnspaced) last.letters.push(c);
      else found.push((last = { isUnspaced, letters: [c] }));
    }
    return found;
  }

  /** The words under which a text stands in the index, in order. */
  function words(text) {
    return runs(text).flatMap(({ isUnspaced, letters }) =>
      isUnspaced
        ? letters.map((c, at) => c + (letters[at + 1] ?? ""))
        : [letters.slice(0, LONGEST).join("")],
    );
  }

  /** The words that a reader asks for: of a script without spaces the pairs that cover it. */
  function asked(text) {
    const all = runs(text).flatMap(({ isUnspaced, letters }) => {
      if (!isUnspaced || letters.length === 1) return [letters.slice(0, LONGEST).join("")];
      const pairs = letters.slice(1).map((c, at) => letters[at] + c);
      return pairs.length < 4 ? pairs : pairs.filter((_, at) => at % 2 === 0 || at === pairs.length - 1);
    });
    return [...new Set(all)].slice(0, WORDS);
  }

  // ---------- Data ----------

  let files = new Map();

  /** A file of the index, fetched once. The only place that knows how files are got. */
  async function load(name) {
    const url = $("#search_form").dataset.search + name;
    if (!files.has(url)) {
      const fetched = fetch(url, { cache: "no-cache" }).then((response) => {
        if (!response.ok) throw new Error(`${response.status} ${url}`);
        return response.json();
      });
      fetched.catch(() => files.delete(url));
      files.set(url, fetched);
    }
    return files.get(url);
  }

  const SIXTY_FOUR = new Uint8Array(128);
  for (const [value, c] of [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].entries()) {
    SIXTY_FOUR[c.charCodeAt(0)] = value;
  }

  /** Goes through a list as src/search/list.rs writes it. Returns the document from which on it says nothing. */
  function each(list, visit) {
    if (Array.isArray(list)) {
      list.forEach((some, at) => {
        let document = 0;
        for (const step of some) visit((document += step), at + 1);
      });
      return Infinity;
    }
    const text = typeof list === "string" ? list : list.list;
    for (let at = 0; at < text.length; at += 1) {
      const three = SIXTY_FOUR[text.charCodeAt(at)];
      if (three >> 4) visit(at * 3, three >> 4);
      if ((three >> 2) & 3) visit(at * 3 + 1, (three >> 2) & 3);
      if (three & 3) visit(at * 3 + 2, three & 3);
    }
    return typeof list === "string" ? Infinity : list.to;
  }

  /** How prominently a word, or one that begins with it, stands in each document. */
  async function prominence(word, directory) {
    const best = new Uint8Array(directory.documents);
    const merged = directory.merged.findIndex((beginnings) => beginnings.includes(word));
    if (merged >= 0) {
      const list = (await load(`terms-${directory.terms.length + merged + 1}.json`))[word];
      const to = each(list, (document, value) => (best[document] = value));
      return { best, to, count: list.count };
    }
    const file = directory.terms.findLastIndex((beginning) => beginning <= word);
    if (file < 0) return { best, to: Infinity };
    let to = Infinity;
    let count;
    for (const [term, list] of Object.entries(await load(`terms-${file + 1}.json`))) {
      if (!term.startsWith(word)) continue;
      const less = term === word ? 0 : 1;
      const end = each(list, (document, value) => (best[document] = Math.max(best[document], value - less, 1)));
      to = Math.min(to, end);
      count = Math.max(count ?? 0, list.count ?? 0) || undefined;
    }
    return { best, to, count };
  }

  /** The documents before `end` that no list excludes, by the sum of their prominences. Plain loops: there may be many. */
  function ranked(lists, end) {
    const OUT = 255;
    const sums = new Uint8Array(end);
    for (const { best, to } of lists) {
      const known = Math.min(end, to);
      for (let document = 0; document < end; document += 1) {
        if (best[document] === 0 && document < known) sums[document] = OUT;
        else if (sums[document] !== OUT) sums[document] += best[document];
      }
    }
    const begins = new Uint32Array(OUT + 1);
    for (let document = 0; document < end; document += 1) {
      if (sums[document] === 0) sums[document] = OUT;
      begins[sums[document]] += 1;
    }
    let place = 0;
    for (let sum = OUT - 1; sum > 0; sum -= 1) {
      const count = begins[sum];
      begins[sum] = place;
      place += count;
    }
    const found = new Uint32Array(place);
    for (let document = 0; document < end; document += 1) {
      const sum = sums[document];
      if (sum !== OUT) found[begins[sum]++] = document;
    }
    return found;
  }

  /**
   * The documents that hold all words, the best first: by how prominent the words stand, then by their number, which is
   * smaller for what is more important. A word that stands in nearly everything is known up to a document and excludes
   * none beyond it.
   */
  async function find(query) {
    const directory = await load("index.json");
    const sought = asked(query);
    if (sought.length === 0) return { directory, sought, found: new Uint32Array(), total: 0 };
    const lists = await Promise.all(sought.map((word) => prominence(word, directory)));
    const end = Math.min(directory.documents, Math.max(...lists.map(({ to }) => to)));
    const found = ranked(lists, end);
    // Of several words the sum is not known where one is cut, only that it is no greater.
    const isCut = lists.some(({ to }) => to < directory.documents);
    const most = end < directory.documents ? Math.min(...lists.map(({ count }) => count ?? Infinity)) : 0;
    return { directory, sought, found, total: Math.max(found.length, most), isAtMost: isCut && lists.length > 1 };
  }

  async function documents(some, { documents_per_file: size }) {
    const needed = [...new Set(some.map((document) => Math.floor(document / size)))];
    const got = new Map();
    await Promise.all(needed.map(async (file) => got.set(file, await load(`documents-${file + 1}.json`))));
    return some.map((document) => got.get(Math.floor(document / size))[document % size]);
  }

  // ---------- What is shown ----------

  function put(element, text, lang) {
    element.textContent = text;
    if (lang) Object.assign(element, { lang, dir: "auto" });
  }

  /** A date as words, and as what HTML takes for a time. */
  const timed = (dateTime, textContent) => Object.assign(document.createElement("time"), { dateTime, textContent });

  function row(result, kinds) {
    const item = $("#search_result").content.firstElementChild.cloneNode(true);
    $(".search-kind", item).textContent = kinds.get(result.kind) ?? "";
    const date = $(".when", item);
    if (result.time) date.replaceWith(timed(result.time, result.date));
    else date.textContent = result.date ?? "";
    const link = $("a", item);
    link.href = result.url;
    put(link, result.title, result.lang);
    const status = $(".status", item);
    if (result.status) {
      status.classList.add(`status-${result.status[0]}`);
      status.textContent = result.status[1];
    } else status.remove();
    const summary = $(".article-summary", item);
    if (result.summary) put(summary, result.summary, result.summary_lang);
    else summary.remove();
    return item;
  }

  function inWords({ found, total, isAtMost, directory }) {
    if (total === 0) return $("#search_form").dataset.none;
    const all = (isAtMost ? "≤ " : "") + numbers.format(total);
    if (found.length < total) {
      const shown = numbers.format(found.length);
      return directory.best.replace("{shown}", shown).replace("{total}", all);
    }
    const category = plurals.select(total);
    const same = directory.counts.find(([count]) => count === total);
    const pattern = same ?? directory.counts.find(([count]) => plurals.select(count) === category) ?? directory.counts[0];
    return pattern[1].replace("{n}", all);
  }

  let run = 0;
  let shown = null;

  /** Shows more of what was found. */
  async function more(isStale) {
    const list = $(".search-results ol");
    const begin = list.children.length;
    const some = [...shown.found.subarray(begin, begin + STEP)];
    const rows = await documents(some, shown.directory);
    if (isStale()) return null;
    const kinds = new Map(shown.directory.kinds);
    const items = rows.map((result) => row(result, kinds));
    list.append(...items);
    $(".search-more").hidden = list.children.length >= shown.found.length;
    return items[0] ?? null;
  }

  /** Does what the address asks for. */
  async function apply() {
    const own = (run += 1);
    const isStale = () => own !== run;
    const form = $("#search_form");
    if (!form) return;
    form.hidden = false;
    $(".search-without").hidden = true;
    const query = new URLSearchParams(location.search).get("q") ?? "";
    // Until this run ends, what stands on the page belongs to another query.
    delete form.dataset.ready;
    const field = $("#search_words");
    if (document.activeElement !== field || field.value.trim() !== query.trim()) field.value = query;
    const failed = $(".search-failed");
    failed.hidden = true;
    try {
      const result = query.trim() ? await find(query) : null;
      if (isStale()) return;
      const list = $(".search-results ol");
      if (result === null || result.sought.length === 0) {
        list.replaceChildren();
        $(".search-results").hidden = true;
        $(".search-said").textContent = "";
      } else {
        const rows = await documents([...result.found.subarray(0, STEP)], result.directory);
        if (isStale()) return;
        shown = result;
        const kinds = new Map(result.directory.kinds);
        list.replaceChildren(...rows.map((one) => row(one, kinds)));
        $(".search-results").hidden = rows.length === 0;
        $(".search-more").hidden = result.found.length <= STEP;
        $(".search-said").textContent = inWords(result);
      }
      form.dataset.ready = own;
    } catch (error) {
      if (isStale()) return;
      console.warn(error);
      $(".search-results").hidden = true;
      $(".search-said").textContent = "";
      failed.hidden = false;
    }
  }

  /** Goes to another query: a step that Back undoes, or, while a query is still being written, none. */
  function go(query, isNew) {
    const { search: before, pathname } = location;
    const next = query.trim() ? `?${new URLSearchParams({ q: query.trim() })}` : "";
    if (next !== before) history[isNew ? "pushState" : "replaceState"](null, "", pathname + next);
    return apply();
  }

  // ---------- What the reader does ----------

  let waiting = 0;
  /** When the last key came. */
  let last = -Infinity;
  /** Whether the next change of the field begins another query than the one in the address. */
  let isNew = true;

  document.addEventListener("input", (event) => {
    if (event.target.id !== "search_words") return;
    clearTimeout(waiting);
    const look = () => {
      go(event.target.value, isNew);
      isNew = false;
    };
    // The first key after a rest is not kept waiting.
    if (event.timeStamp - last > PAUSE) look();
    else waiting = setTimeout(look, PAUSE);
    last = event.timeStamp;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "search_form") return;
    event.preventDefault();
    clearTimeout(waiting);
    go($("#search_words").value, isNew);
    isNew = true;
  });
  document.addEventListener("focusin", (event) => {
    // Who is about to write will need the directory. Should it fail now, the search itself says so.
    if (event.target.id === "search_words") load("index.json").catch(() => {});
  });
  document.addEventListener("focusout", (event) => {
    // Who comes back to the field later begins another query.
    if (event.target.id === "search_words") isNew = true;
  });
  document.addEventListener("click", async (event) => {
    if (!event.target.closest(".search-more button")) return;
    const own = run;
    const first = await more(() => own !== run);
    $("a", first ?? $(".search-results"))?.focus();
  });
  document.addEventListener("annals:updated", (event) => {
    if (event.detail?.by) return;
    // The preview changed the page: the index may have changed as well.
    files = new Map();
    apply();
  });
  addEventListener("popstate", () => {
    isNew = true;
    apply();
  });
  // For tests, which hold the words against those of the build.
  globalThis.annals = { ...globalThis.annals, words };
  apply();
  if (!location.search && $("#search_words")) {
    $("#search_words").focus();
    // On its way while the first word is written.
    load("index.json").catch(() => {});
  }
}
