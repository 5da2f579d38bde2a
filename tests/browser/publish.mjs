// Publishes the example dossier and reads it as readers do: `node publish.mjs ANNALS REPOSITORY`.
//
// The published folder stands below a path of nginx, with the headers that the site's own `_headers` asks for. Chromium
// opens a page of each kind and reports no violation of the policy and no missing file. Then one event after the other is
// changed, renamed and removed and the site is published again and again, while a reader who starts at the home page
// follows every link without end: none leads nowhere at any moment. At last `annals verify` reads the whole copy over HTTP.

import { execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { launch, watched } from "./host.mjs";

const [annals, repository] = process.argv.slice(2).map((argument) => path.resolve(argument));
const BASE = "/a/sub-path/";
const work = mkdtempSync(path.join(tmpdir(), "annals-nginx-"));
const site = path.join(work, "site");
const published = path.join(work, "www");
const run = promisify(execFile);

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
}

/** A free port of the loopback. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** nginx over the published folder, with the headers of the site's `_headers`. */
async function nginx(port) {
  const [first, ...rest] = readFileSync(path.join(published, "_headers"), "utf8").split("\n");
  if (first !== "/*") throw new Error("the headers of every page do not come first");
  const end = rest.findIndex((line) => !line.startsWith(" "));
  const lines = end < 0 ? rest : rest.slice(0, end);
  const headers = lines
    .map((line) => line.trim().match(/^([A-Za-z-]+): (.*)$/))
    .filter(Boolean)
    .map(([, name, value]) => `add_header ${name} "${value}" always;`);
  const mkdir = (name) => mkdirSync(path.join(work, name), { recursive: true });
  ["body", "proxy", "fastcgi", "uwsgi", "scgi"].forEach(mkdir);
  const file = path.join(work, "nginx.conf");
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${work}/pid; error_log ${work}/error.log;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${work}/body; proxy_temp_path ${work}/proxy; fastcgi_temp_path ${work}/fastcgi;
  uwsgi_temp_path ${work}/uwsgi; scgi_temp_path ${work}/scgi;
  types { text/html html; text/css css; text/javascript js; application/json json; application/xml xml;
          image/svg+xml svg; image/jpeg jpg; text/plain txt; }
  charset utf-8; gzip_static on;
  ${headers.join("\n  ")}
  server {
    listen 127.0.0.1:${port};
    error_page 404 ${BASE}404.html;
    location ${BASE} { alias ${published}/; }
  }
}
`,
  );
  const server = spawn("nginx", ["-p", work, "-c", file], { stdio: "inherit" });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await fetch(`http://127.0.0.1:${port}${BASE}`).then((answer) => answer.ok, () => false)) return server;
    await pause(100);
  }
  server.kill();
  throw new Error("nginx does not answer");
}

/** Runs annals in the site's folder. */
const annalsRun = (...words) => run(annals, ["--root", site, ...words], { maxBuffer: 1 << 28 });

/** Publishes and gives the report. */
const publish = async (...words) => JSON.parse((await annalsRun("publish", "--json", ...words)).stdout);

/** The addresses of this host that a page links to; `null` if there is no such page. */
async function links(url) {
  const answer = await fetch(url);
  const text = await answer.text();
  if (answer.status !== 200) return null;
  if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) return [];
  const found = [...text.matchAll(/\s(?:href|src)="([^"#]*)/g)].map(([, link]) => {
    const target = new URL(link.replaceAll("&amp;", "&"), url);
    target.search = "";
    return target;
  });
  return found.filter((target) => target.origin === new URL(url).origin).map((target) => target.href);
}

/**
 * Follows every link from the home page until `goOn` says no; what leads nowhere, and how many addresses were asked for.
 * A link that was read a while ago, and that its page no longer has, may lead nowhere by now.
 */
async function follow(origin, goOn) {
  const missing = [];
  const home = `${origin}${BASE}`;
  const from = new Map([[home, home]]);
  const queue = [home];
  while (queue.length > 0 && goOn()) {
    const url = queue.shift();
    const found = await links(url);
    if (found === null && (await links(from.get(url)))?.includes(url)) missing.push(`${url}, linked by ${from.get(url)}`);
    for (const target of found ?? []) {
      if (!from.has(target)) {
        from.set(target, url);
        queue.push(target);
      }
    }
  }
  return { missing, count: from.size };
}

/** Opens a page of each kind. */
async function look(origin) {
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const { page, faults } = await watched(context, origin, BASE);
    const kinds = ["", "timeline/", "timeline/by-actor/", `events/${readdirSync(path.join(published, "events")).filter((name) => !name.includes(".") && !name.startsWith("page-"))[0]}/`, "articles/", "actors/", "places/",
      "sources/", "search/", "index/", "corrections/", "about/", "de/", "de/timeline/"];
    for (const address of kinds) {
      faults.length = 0;
      await page.goto(`${origin}${BASE}${address}`, { waitUntil: "load" });
      await page.waitForTimeout(100);
      check(`/${address} as nginx serves it`, faults.slice());
    }
    faults.length = 0;
    await page.goto(`${origin}${BASE}search/?q=Minsk`, { waitUntil: "load" });
    await page.waitForFunction(() => document.querySelector("main a[href*='minsk']"), null, { timeout: 30000 });
    check("the search works under the policy", faults.slice());
  } finally {
    await browser.close();
  }
}

const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
let server;
try {
  for (const folder of ["content", "static"]) cpSync(path.join(repository, folder), path.join(site, folder), { recursive: true });
  const settings = path.join(site, "content/site.toml");
  const text = readFileSync(settings, "utf8").replace(/^base_url .*$/m, `base_url = "${origin}${BASE}"`);
  // Files are replaced one by one: the way in which a reader might meet a link without a target.
  const target = `${text}\n[[publish]]\nname = "nginx"\nto = "file://${published}"\nin_place = true\n`;
  writeFileSync(settings, `${target}compress = ["gz"]\n`);
  const first = await publish();
  check("the first publication", first.outcome === "published" ? [] : [JSON.stringify(first)]);
  server = await nginx(port);
  await look(origin);
  const packed = await fetch(`${origin}${BASE}`, { headers: { "accept-encoding": "gzip" } });
  check("nginx serves the compressed copy", packed.headers.get("content-encoding") === "gzip" ? [] : ["it does not"]);
  writeFileSync(settings, target);

  // Readers do not stop while the site changes.
  const own = path.join(site, "content/changes.toml");
  let busy = true;
  let rounds = 0;
  let asked = 0;
  const gone = [];
  const reader = (async () => {
    while (busy) {
      const { missing, count } = await follow(origin, () => busy);
      gone.push(...missing);
      asked += count;
      rounds += 1;
    }
  })();
  const event = (id, word) => `[[event]]\nid = "${id}"\ndate = "2015-02-12"\ntitle = "${word}"\nsources = [{ title = "A paper" }]\nactors = ["ukraine"]\n`;
  const sent = [];
  for (const records of [event("x-one", "One"), event("x-one", "One, changed"), event("x-two", "Renamed"), "# none\n"]) {
    writeFileSync(own, records);
    const report = await publish();
    sent.push(`${report.new.length} new, ${report.changed.length} changed, ${report.removed.length} removed`);
  }
  busy = false;
  await reader;
  check(`no link led nowhere while the site changed (${asked} addresses)`, gone);
  console.log(`publications: ${sent.join("; ")}`);

  const { missing, count } = await follow(origin, () => true);
  check(`every one of ${count} addresses is there`, missing);
  const verdict = await annalsRun("verify", `${origin}${BASE}`, "--json").then(({ stdout }) => JSON.parse(stdout), (error) => ({ error: error.message }));
  check("annals verify agrees over HTTP", verdict.whole && verdict.right > 500 ? [] : [JSON.stringify(verdict).slice(0, 500)]);
  console.log(`verified over HTTP: ${verdict.right} files`);
} catch (error) {
  check("the whole", [error.stack]);
} finally {
  if (server) {
    server.kill();
    await new Promise((done) => server.once("exit", done));
  }
  rmSync(work, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
