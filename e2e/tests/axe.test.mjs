// No page in any language, light or dark (all six pairs with --full), has a fault that axe-core knows; none is wider than its window; none asks another host.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browsing, opened } from "../lib/journey.mjs";
import { PLACES, visit } from "../lib/places.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

browsing();

const VIEWS = [["kk", "light", 1280], ["ru", "light", 360], ["en", "dark", 1600]];
const FURTHER = [["kk", "dark", 360], ["ru", "dark", 1280], ["en", "light", 1024]];

for (const [lang, scheme, width] of process.env.QORGAU_FULL ? [...VIEWS, ...FURTHER] : VIEWS) {
  for (const login of new Set(PLACES.map((place) => place.login))) {
    test(`pages of ${login ?? "nobody"} in ${lang}, ${scheme}, ${width} wide`, async () => {
      const window = await opened({ lang, login, width, scheme });
      const faults = [];
      for (const { name, place } of PLACES.filter((known) => known.login === login)) {
        await visit(window.page, lang, place);
        faults.push(...(await faultsOf(window.page)).map((fault) => `${name}: ${fault}`));
      }
      await window.context.close();
      assert.deepEqual(faults, []);
      assert.deepEqual(window.foreign, []);
      assert.deepEqual(window.broken, []);
    });
  }
}

/** What is wrong with the page that is shown. */
async function faultsOf(page) {
  // The policy of the page forbids scripts of others; the driver evaluates outside of it.
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), TAGS);
  const faults = found.violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n").slice(1, 3).join(" ")}`));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`wider than the window by ${wide} px`);
  return faults;
}
