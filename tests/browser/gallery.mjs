// Makes the pictures of the README from a built site that has Arabic: `node gallery.mjs FOLDER BASE-PATH INTO`.
//
// Each picture shows one page four times: on a desk in light and dark, on a phone in English and, mirrored, in Arabic.

import path from "node:path";
import { launch, serve } from "./host.mjs";

const [folder, base, into] = process.argv.slice(2);
const DESK = { width: 1280, height: 1000 };
const PHONE = { width: 390, height: 1000 };

/** The pages, each with what a reader does there first. */
const PAGES = {
  home: ["", null],
  timeline: ["timeline/", null],
  lanes: ["timeline/by-actor/", null],
  event: ["events/blinken-lavrov-geneva/", null],
  article: ["articles/geneva-january-2022/", null],
  map: ["places/", null],
  search: ["search/?q=minsk", (page) => page.waitForSelector(".search-row", { timeout: 5_000 }).catch(() => {})],
};

const browser = await launch();
const { server, origin } = await serve(folder, base);

async function shot(address, size, scheme, act) {
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${origin}${base}${address}`, { waitUntil: "load" });
  if (act) await act(page);
  const bytes = await page.screenshot({ type: "png" });
  await context.close();
  return `data:image/png;base64,${bytes.toString("base64")}`;
}

for (const [name, [address, act]] of Object.entries(PAGES)) {
  const shots = [
    [await shot(address, DESK, "light", act), DESK],
    [await shot(address, DESK, "dark", act), DESK],
    [await shot(address, PHONE, "light", act), PHONE],
    [await shot(`ar/${address}`, PHONE, "dark", act), PHONE],
  ];
  const page = await browser.newPage({ viewport: { width: 1600, height: 500 } });
  const images = shots.map(([url, size]) => `<img src="${url}" width="${size.width * 0.465}" height="${size.height * 0.465}">`);
  await page.setContent(
    `<style>body{margin:0;display:flex;gap:16px;padding:16px;background:#8a8f94;width:max-content}img{display:block}</style>${images.join("")}`,
  );
  await page.locator("body").screenshot({ type: "jpeg", quality: 82, path: path.join(into, `${name}.jpg`) });
  await page.close();
  console.log(name);
}
await browser.close();
server.close();
