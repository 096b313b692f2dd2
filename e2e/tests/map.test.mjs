// The map with what lies over its districts: drawn live with its layers, and without script.
import assert from "node:assert/strict";
import { browsing, journey } from "../lib/journey.mjs";

browsing();

const PLACE = "/kk/map?bans=1&day=01.05.2026&tracks=1";

journey("what is closed and tracks are layers of the live map", { login: "region.head" }, async (page) => {
  await page.goto("/kk/map");
  await page.locator("#map[data-ready] canvas").waitFor();
  const before = await page.locator("#map .layers input").count();
  await page.locator("form input[name=bans]").check();
  await page.locator("form input[name=tracks]").check();
  await page.locator("form input[name=day]").fill("01.05.2026");
  await page.locator("form.choose button[type=submit]").click();
  await page.waitForURL(/bans=1/);
  await page.locator("#map[data-ready] canvas").waitFor();
  const layers = page.locator("#map .layers input");
  assert.equal(await layers.count(), before + 2);
  await layers.last().uncheck();
  assert.equal(await page.locator(".laid").count(), 2);
  assert.ok((await page.locator(".laid").first().locator("tbody tr").count()) > 0, "in May something is closed");
});

journey("without script both are drawn, and each says the same as a table", { login: "region.head", javaScriptEnabled: false }, async (page) => {
  await page.goto(PLACE);
  assert.ok((await page.locator(".districts path.closed").count()) > 0);
  assert.equal(await page.locator(".laid").count(), 2);
  assert.ok((await page.locator(".laid a[href*='/bans?day=']").count()) > 0);
});

journey("a raid leads to its tracks on the map", { login: "region.head" }, async (page) => {
  await page.goto("/kk/registers/track");
  await page.locator("main a[href*='/entries/']").first().click();
  await page.waitForURL(/\/entries\/[0-9a-f-]{36}$/);
  const named = await page.locator("main a[href*='/entries/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const ways = [...new Set(named.map((href) => /\/kk\/entries\/[0-9a-f-]{36}/.exec(href)?.[0]).filter(Boolean))];
  for (const way of ways) {
    const answer = await page.goto(`${way}/course`);
    if (answer.status() !== 200) continue;
    await page.locator("main a[href*='/map?']").click();
    await page.locator("#map[data-ready][data-near] canvas").waitFor();
    assert.ok((await page.locator(".laid tbody tr").count()) > 0);
    return;
  }
  assert.fail(`the track's page leads to no raid: ${ways}`);
});
