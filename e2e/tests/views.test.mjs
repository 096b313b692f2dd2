// Views of a list, and a place pointed out on a map: with the mouse, by keyboard, and without script.
import assert from "node:assert/strict";
import { browsing, journey } from "../lib/journey.mjs";

browsing();

/** Forgets the views of a list, so that a second run finds what the first found. */
async function none(page, register) {
  await page.goto(`/kk/registers/${register}/views`);
  while ((await page.locator("ul.doors a[href*='/views/']").count()) > 0) {
    await page.locator("ul.doors a[href*='/views/']").first().click();
    await page.locator("button[value=drop]").click();
    await page.waitForURL(/\/views$/);
  }
}

const current = (page) => page.locator(".views .tabs [aria-current]").innerText();

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "" : ", without script";
  journey(`a view is saved, opens the list, and is deleted${how}`, { login: "city.officer", javaScriptEnabled }, async (page) => {
    await none(page, "offence");
    await page.goto("/kk/registers/offence");
    await page.locator(".finder summary").first().click();
    await page.locator("select[name=span]").selectOption("year");
    await page.locator("select[name='f.nature']").selectOption({ index: 2 });
    await page.locator(".finder button[type=submit]").first().click();
    await page.locator(".keep summary").click();
    await page.locator(".keep input[name=name]").fill("Биылғы әкімшілік");
    await page.locator(".keep input[name=opens]").check();
    await page.locator(".keep button[type=submit]").click();
    await page.waitForURL(/view=/);
    assert.equal(await current(page), "Биылғы әкімшілік");
    await page.goto("/kk/registers/offence");
    assert.equal(await current(page), "Биылғы әкімшілік");
    assert.equal(await page.locator("select[name=span]").inputValue(), "year");
    await page.locator(".views .tabs a[href*='view=all']").first().click();
    assert.equal(await current(page), "Барлық жазба");
    await none(page, "offence");
    await page.goto("/kk/registers/offence");
    assert.equal(await current(page), "Барлық жазба");
  });
}

/** The map of the dialog, once its districts are there. */
async function map(page) {
  await page.locator("button[data-point='place.at']").click();
  await page.locator("dialog.picker .map[data-ready] canvas").waitFor();
  await page.waitForTimeout(300);
  return page.locator("dialog.picker canvas");
}

journey("a place is pointed at with the mouse", { login: "city.officer" }, async (page) => {
  await page.goto("/kk/registers/outbreak/new");
  const canvas = await map(page);
  const box = await canvas.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const at = page.locator("[name='place.at']");
  await page.waitForFunction(() => document.querySelector("[name='place.at']")?.value !== "");
  const first = await at.inputValue();
  assert.match(first, /^\d{2}\.\d+, \d{2}\.\d+$/);
  assert.ok((await page.locator("dialog.picker .told").innerText()).startsWith(first));
  await page.locator("dialog.picker .actions button").click();
  await page.locator("dialog.picker").waitFor({ state: "detached" });
  assert.equal(await at.inputValue(), first);
});

journey("a place is pointed at by keyboard", { login: "city.officer" }, async (page) => {
  await page.goto("/kk/registers/outbreak/new");
  const at = page.locator("[name='place.at']");
  await at.fill("53.2, 63.6");
  await map(page);
  // The map is in focus: Enter takes its middle, arrows move it.
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("[name='place.at']")?.value !== "53.2, 63.6" || document.querySelector(".told")?.textContent);
  const [lat, lon] = (await at.inputValue()).split(", ").map(Number);
  assert.ok(Math.abs(lat - 53.2) < 0.001 && Math.abs(lon - 63.6) < 0.001, `${lat} ${lon}`);
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(600);
  await page.keyboard.press("Enter");
  await page.waitForFunction((before) => Number(document.querySelector("[name='place.at']")?.value.split(", ")[1]) > before, lon);
  await page.keyboard.press("Escape");
  await page.locator("dialog.picker").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "place.at");
});

journey("without script coordinates are typed, and no button promises a map", { login: "city.officer", javaScriptEnabled: false }, async (page) => {
  await page.goto("/kk/registers/outbreak/new");
  assert.equal(await page.locator("button[data-point]").isVisible(), false);
  assert.equal(await page.locator("[name='place.at']").isVisible(), true);
});
