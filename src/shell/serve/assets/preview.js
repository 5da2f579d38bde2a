// The preview in the browser: hears of changes and shows them in place. It stands with `Idiomorph` and `Bar` in a scope
// of its own; a build never contains it.

const script = document.currentScript;
const own = (name) => new URL(name, script.src).pathname;
const bar = new Bar(own("preview.css"));

// ---------- What changed ----------

/** The mark that names the state of an answer. */
const markOf = (response) => /annals;desc="([^"]+)"/.exec(response.headers.get("server-timing") ?? "")?.[1];

/** The newest state that this page has heard of: at first its own. */
let heard = performance.getEntriesByType("navigation")[0]?.serverTiming?.find((entry) => entry.name === "annals")?.description;

/** What is to be done when somebody looks. A path `*` means all. */
const todo = { state: true, page: false, reload: false, styles: new Set(), pictures: new Set() };

function hear(kind, { mark, path }) {
  bar.connected(kind !== "gone");
  if (kind === "hello" ? mark !== heard && heard : kind === "page" && !mark) {
    // News were missed: look at everything.
    todo.page = true;
    todo.styles.add("*");
    todo.pictures.add("*");
  } else if (kind === "page") todo.page = true;
  else if (kind === "style") todo.styles.add(path);
  else if (kind === "picture") todo.pictures.add(path);
  else if (kind === "script" && runs(path)) todo.reload = true;
  if (kind !== "gone" && (kind !== "hello" || mark !== heard)) todo.state = true;
  if (mark) heard = mark;
  work();
}

const runs = (path) => [...document.scripts].some((one) => one.src && new URL(one.src).pathname === path);

let working = false;

/** Does what is to be done, one thing at a time, as long as somebody looks. */
async function work() {
  if (working || document.hidden) return;
  working = true;
  try {
    for (;;) {
      if (todo.reload) return location.reload();
      else if (todo.styles.size) await newStyles(take("styles"));
      else if (todo.pictures.size) newPictures(take("pictures"));
      else if (todo.page) await newPage();
      else if (todo.state) await newState();
      else break;
      if (document.hidden) break;
    }
  } catch (error) {
    if (error !== GONE) return location.reload();
    todo.page = todo.state = true;
    setTimeout(work, 2000);
  } finally {
    working = false;
  }
}

const GONE = Symbol("the server does not answer");

/** Asks the server, past every store of the browser's. */
const ask = (address) =>
  fetch(address, { cache: "no-store" }).catch(() => {
    throw GONE;
  });

async function newState() {
  todo.state = false;
  const response = await ask(`${own("state")}?path=${encodeURIComponent(location.pathname)}`);
  if (response.ok) bar.show(await response.json());
}

function take(name) {
  const taken = todo[name];
  todo[name] = new Set();
  return taken;
}

// ---------- Style sheets and pictures ----------

/** Which paths were loaded anew, and when. */
const renewed = new Map();

/** An address of this site's; nothing for other sites' and for the sizes in a `srcset`. */
function local(address) {
  if (/^[\d.]+[whx]$/.test(address) || !URL.canParse(address, document.baseURI)) return null;
  const url = new URL(address, document.baseURI);
  return url.origin === location.origin ? url : null;
}

/** The address under which a changed file is loaded anew; the address itself if it has not changed. */
function renew(address) {
  const url = local(address);
  if (!url || !renewed.has(url.pathname)) return address;
  url.searchParams.set("annals", renewed.get(url.pathname));
  // A path that begins with two slashes would be another site's address.
  return (url.pathname.startsWith("//") ? url.origin : "") + url.pathname + url.search + url.hash;
}

/** Notes that an address is to be loaded anew if it is among the paths. */
function note(address, paths) {
  const path = local(address)?.pathname;
  const among = path && (paths.has("*") || paths.has(path));
  if (among) renewed.set(path, Date.now().toString(36));
  return among;
}

const sheets = (root) => [...root.querySelectorAll("link[rel~=stylesheet][href]")];

/** Loads a new sheet beside the old one and only then takes that away, so that nothing flashes. */
function replaceSheet(old, sheet) {
  const next = document.importNode(sheet);
  const loaded = new Promise((done) => {
    next.onload = next.onerror = done;
    // A sheet that is switched off never loads.
    setTimeout(done, 3000);
  });
  if (old) old.after(next);
  else document.head.append(next);
  return loaded.then(() => old?.remove());
}

const newStyles = (paths) =>
  Promise.all(
    sheets(document).map((link) => {
      if (!note(link.href, paths)) return null;
      const next = link.cloneNode();
      next.setAttribute("href", renew(link.getAttribute("href")));
      return replaceSheet(link, next);
    }),
  );

/** Brings the sheets in line with those of the new page, whose addresses may have changed. */
function adoptStyles(next) {
  const old = sheets(document);
  return Promise.all(
    sheets(next).map((link, at) => {
      link.setAttribute("href", renew(link.getAttribute("href")));
      return old[at]?.getAttribute("href") === link.getAttribute("href") ? null : replaceSheet(old[at], link);
    }),
  );
}

const PICTURES = "img, source, video, audio, image, input[type=image], link[rel~=icon]";

function newPictures(paths) {
  for (const one of document.querySelectorAll(PICTURES)) {
    for (const name of addresses(one)) one.getAttribute(name).split(/[\s,]+/).forEach((address) => note(address, paths));
  }
  renewPictures(document);
}

const addresses = (one) => ["src", "srcset", "poster", "href"].filter((name) => one.hasAttribute(name));

function renewPictures(root) {
  for (const one of root.querySelectorAll(PICTURES)) {
    for (const name of addresses(one)) {
      const before = one.getAttribute(name);
      const after = name === "srcset" ? before.replace(/[^\s,]+/g, (one) => renew(one)) : renew(before);
      if (after !== before) one.setAttribute(name, after);
    }
  }
}

// ---------- The page ----------

const PROGRAMS = ["", "module", "importmap", "text/javascript", "application/javascript"];

const programs = (root) =>
  [...root.querySelectorAll("script")]
    .filter((one) => PROGRAMS.includes(one.type))
    .map((one) => `${one.type} ${one.getAttribute("src") ?? one.textContent}`)
    .join("\n");

let shownHtml = null;
let shownPrograms = programs(document);
let shownRoot = document.documentElement.cloneNode();

/** Fetches this page and changes what differs, so that scrolling, focus and all that the reader did stay. */
async function newPage() {
  todo.page = false;
  const response = await ask(location.pathname + location.search);
  if (response.redirected) return location.replace(response.url);
  if (!response.headers.get("content-type")?.startsWith("text/html")) return location.reload();
  const html = await response.text();
  heard = markOf(response) ?? heard;
  if (html === shownHtml) return;
  const next = new DOMParser().parseFromString(html, "text/html");
  if (programs(next) !== shownPrograms) return location.reload();
  await adoptStyles(next);
  renewPictures(next);
  morph(next);
  shownHtml = html;
  document.dispatchEvent(new Event("annals:updated"));
}

function morph(next) {
  const root = document.documentElement;
  for (const { name, value } of next.documentElement.attributes) {
    if (shownRoot.getAttribute(name) !== value) root.setAttribute(name, value);
  }
  for (const { name } of shownRoot.attributes) {
    if (!next.documentElement.hasAttribute(name)) root.removeAttribute(name);
  }
  shownRoot = next.documentElement.cloneNode();
  adoptHead([...next.head.children]);
  const callbacks = { beforeAttributeUpdated: (name, one) => !readers(name, one) };
  Idiomorph.morph(document.body, next.body, { callbacks });
}

/** Elements of the head are kept or replaced, never changed: a link that becomes another would load half of each. */
function adoptHead(next) {
  const head = document.head;
  const old = [...head.children];
  let place = head.firstChild;
  for (const one of next) {
    const same = old.findIndex((other) => other.isEqualNode(one));
    if (same < 0) head.insertBefore(document.importNode(one, true), place);
    else place = old.splice(same, 1)[0].nextSibling;
  }
  for (const one of old) one.remove();
}

/** Whether an attribute holds what the reader did: what was opened, typed or chosen. */
function readers(name, one) {
  if (name === "open") return one.localName === "details" || one.localName === "dialog";
  if (name === "value") return "defaultValue" in one && one.value !== one.defaultValue;
  if (name === "checked") return one.checked !== one.defaultChecked;
  return name === "selected";
}

// ---------- The stream ----------
// A browser opens six connections to a host, therefore one tab holds the stream and tells the others: the one that was
// looked at last. Where locks are missing (plain HTTP from another machine) each tab that is visible holds its own.

const NAME = "annals preview";
let channel, source;

/** The timers that notice an error that lasts, and silence. */
let silence = null;
let quiet = null;

function tell(kind, news) {
  hush();
  // The server says every fifteen seconds that it lives.
  quiet = setTimeout(() => source && open(), 40_000);
  if (kind === "pulse") return;
  hear(kind, news);
  channel?.postMessage({ kind, news });
}

function open() {
  source?.close();
  source = new EventSource(own("events"));
  for (const kind of ["hello", "page", "style", "picture", "script", "state", "pulse"]) {
    source.addEventListener(kind, (event) => tell(kind, JSON.parse(event.data)));
  }
  source.onerror = () => {
    // The browser tries again by itself, unless it was answered wrongly.
    silence ??= setTimeout(() => {
      tell("gone", {});
      if (source?.readyState === EventSource.CLOSED) open();
    }, 1500);
  };
}

function hush() {
  clearTimeout(silence);
  clearTimeout(quiet);
  silence = quiet = null;
}

function close() {
  hush();
  source?.close();
  source = null;
}

/** Ends holding the stream, or waiting for it. */
let letGo = () => {};

/** Holds the stream: at once, whoever has it (`steal`), or when nobody else does. */
function hold(steal) {
  if (!navigator.locks) return document.hidden || open();
  letGo();
  const waiting = new AbortController();
  let done, over;
  letGo = () => {
    over = true;
    waiting.abort();
    done?.();
  };
  const holding = () => over || new Promise((resolve) => ((done = resolve), open()));
  navigator.locks.request(NAME, steal ? { steal } : { signal: waiting.signal }, holding).catch((error) => {
    if (over) return;
    // Where the browser forbids locks, without one.
    if (error.name !== "AbortError") return open();
    // Another tab was looked at and took it.
    close();
    hold(false);
  });
}

function arrive() {
  channel ??= Object.assign(new BroadcastChannel(NAME), { onmessage: ({ data }) => hear(data.kind, data.news) });
  if (!source) hold(!document.hidden);
  work();
}

function leave() {
  channel?.close();
  channel = null;
  letGo();
  close();
}

addEventListener("pageshow", arrive);
addEventListener("pagehide", leave);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) arrive();
  else if (!navigator.locks) close();
});
