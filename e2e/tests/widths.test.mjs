// No page is wider than its window, and what stays in sight when a page is moved covers nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browsing, opened } from "../lib/journey.mjs";

const WIDTHS = [1440, 1366, 1280, 1190, 1024, 830, 360];
const PAGES = ["/matrix", "/returns/monthly/2026-10", "/returns/monthly/2026-10?view=columns", "/returns/quarterly/2026-Q3", "/today", "/map?bans=1&day=01.05.2026&tracks=1"];

browsing();

for (const lang of ["kk", "ru", "en"]) {
  test(`lists and returns stay within the window in ${lang}`, async () => {
    const { page, context } = await opened({ lang, login: "region.head" });
    await page.goto(`/${lang}/registers`);
    const ways = await page.locator("main td:first-child a[href*='/registers/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(ways.length > 5);
    const wide = [];
    for (const place of [...ways, ...PAGES.map((at) => `/${lang}${at}`)]) {
      await page.goto(place);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) wide.push(`${place} at ${width}: ${over} too wide`);
      }
    }
    assert.deepEqual(wide, []);
    await context.close();
  });
}

test("the way out stays below the sections when a long page is moved", async () => {
  const { page, context } = await opened({ lang: "kk", login: "city.officer", height: 800 });
  await page.goto("/kk/registers/outbreak/new");
  for (const moved of [0, 120, 260, 900]) {
    await page.evaluate((down) => window.scrollTo(0, down), moved);
    const [sections, out] = await Promise.all([".side ul", ".side .leave"].map((part) => page.locator(part).boundingBox()));
    assert.ok(out.y >= sections.y + sections.height, `moved by ${moved}`);
    assert.ok(out.y + out.height <= 800, `moved by ${moved}: still in sight`);
  }
  await context.close();
});
