// What the browser tests share: a static host, Chromium, and a page that notes everything that goes wrong.

import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

/** Where Chromium is. */
export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
/** How it is started. */
export const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The source of axe-core, to be run in a page. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A browser. */
export function launch() {
  if (!CHROMIUM) throw new Error("Chromium is not installed");
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml",
  ".xsl": "text/xsl",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
};

/** Serves the folder below the base path, as any static host does; compressed, as good ones do, if that is wished. */
export async function serve(folder, base, { compressed = false } = {}) {
  const server = createServer(async (request, response) => {
    const wanted = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const below = wanted.startsWith(base) ? wanted.slice(base.length) : null;
    const file = below === null ? null : below === "" || below.endsWith("/") ? `${below}index.html` : below;
    try {
      if (file === null || file.split("/").includes("..")) throw new Error("outside");
      const bytes = await readFile(path.join(folder, file));
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      const isText = compressed && type !== TYPES[".png"] && type.includes("/");
      response.writeHead(200, { "content-type": type, ...(isText && { "content-encoding": "gzip" }) });
      response.end(isText ? gzipSync(bytes) : bytes);
    } catch {
      response.writeHead(404, { "content-type": TYPES[".html"] });
      response.end(await readFile(path.join(folder, "404.html")));
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** A page that notes everything that goes wrong while it loads. */
export async function watched(context, origin, base) {
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}${base}`) && !url.startsWith("data:")) faults.push(`asks for ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  page.on("requestfailed", (request) => {
    // What is still under way when the next page is opened is given up, and no fault.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") faults.push(`refused: ${request.url()} (${reason})`);
  });
  return { page, faults };
}
