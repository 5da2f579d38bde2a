// Lets Lighthouse look at a built site as on a phone: `node lighthouse.mjs FOLDER BASE-PATH [--performance]`.
//
// Accessibility, best practices and findability of the home page, the timeline, an event and an article must be without
// fault. With `--performance` the speed is told as well, and must be 99 of 100 at least; it depends on the machine, so it is
// no part of the tests. The last line says how many checks passed and failed.

import { launch as launchChrome } from "chrome-launcher";
import lighthouse from "lighthouse";
import { CHROMIUM, FLAGS, serve } from "./host.mjs";

const [folder, base, wish] = process.argv.slice(2);
const PAGES = {
  home: "",
  timeline: "timeline/",
  "an event": "events/blinken-lavrov-geneva/",
  "an article": "articles/geneva-january-2022/",
};
const LEAST = { accessibility: 1, "best-practices": 1, seo: 1, ...(wish === "--performance" && { performance: 0.99 }) };

let passed = 0;
let failed = 0;

/** Counts one score, and tells what lowers it. */
function count(name, category, { audits }) {
  const least = LEAST[category.id];
  console.log(`${name}: ${category.title} ${Math.round(category.score * 100)}`);
  if (category.score >= least) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}: ${category.title}`);
  for (const { id, weight } of category.auditRefs) {
    const { score, title, displayValue = "" } = audits[id];
    if (weight > 0 && score !== null && score < 1) console.log(`    ${title} ${displayValue}`);
  }
}

const { server, origin } = await serve(folder, base, { compressed: true });
const chrome = await launchChrome({ chromePath: CHROMIUM, chromeFlags: FLAGS });
try {
  for (const [name, address] of Object.entries(PAGES)) {
    const { lhr } = await lighthouse(`${origin}${base}${address}`, {
      port: chrome.port,
      onlyCategories: Object.keys(LEAST),
      logLevel: "silent",
    });
    for (const category of Object.values(lhr.categories)) count(name, category, lhr);
  }
} finally {
  chrome.kill();
  server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
