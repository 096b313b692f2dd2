// Outlines and lines drawn in a form: by clicks, by dragging, by a list of points with the keyboard, as text, and without script.
import assert from "node:assert/strict";
import { check } from "../lib/forms.mjs";
import { browsing, journey } from "../lib/journey.mjs";
import { ready, tabTo } from "../lib/keyboard.mjs";

browsing();

const told = (page) => page.locator("[data-draw=area] .told");
const lines = (page) => page.locator("[data-draw=area] .points input");

/** What is sent of the field, read. */
async function sent(page) {
  const text = await page.locator("textarea[name=area]").inputValue();
  return text === "" ? null : JSON.parse(text);
}

/** The map of the field, once its districts are there. */
async function board(page) {
  const canvas = page.locator("[id='area@map'] .map[data-ready] canvas");
  await canvas.waitFor();
  await page.waitForTimeout(300);
  return canvas;
}

/** Clicks at a share of the map's width and height. */
async function click(canvas, [x, y]) {
  const { width, height } = await canvas.boundingBox();
  await canvas.click({ position: { x: width * x, y: height * y } });
}

/** The form of a raid as far as it must be filled in, with the map of its area open. */
async function raid(page) {
  await page.goto("/kk/registers/raid/new");
  await page.locator("select[name=kind]").selectOption("sweep", { force: true });
  await page.locator("input[name=started_on]").fill("01.11.2026");
  await page.locator("[aria-controls='area@map']").click();
  return board(page);
}

/** Places of the list as numbers: latitude, longitude. */
const places = async (page) => (await lines(page).evaluateAll((inputs) => inputs.map((input) => input.value))).map((text) => text.split(", ").map(Number));

journey("an outline is drawn by clicks, stored, seen on the entry, and corrected by keyboard", { login: "city.officer" }, async (page) => {
  const canvas = await raid(page);
  await click(canvas, [0.4, 0.4]);
  await click(canvas, [0.6, 0.4]);
  assert.equal(await sent(page), null, "two points are no outline");
  assert.match(await told(page).innerText(), /2\. .*үш нүкте/);
  await check(page);
  assert.equal(await page.locator("main button[value=store]").count(), 0, "what is not finished is not let go by");
  assert.ok(await told(page).isVisible());

  await click(canvas, [0.6, 0.6]);
  await click(canvas, [0.4, 0.6]);
  const square = await sent(page);
  assert.equal(square.type, "Polygon");
  assert.equal(square.coordinates[0].length, 5);
  assert.deepEqual(square.coordinates[0][0], square.coordinates[0][4], "the ring is closed");
  for (const number of square.coordinates[0].flat()) assert.equal(number, Number(number.toFixed(6)));
  await click(canvas, [0.5, 0.3]);
  assert.equal(await sent(page), null, "it crosses itself");
  assert.match(await told(page).innerText(), /өзін-өзі қиып/);
  await page.locator("[id='area@map'] .tools button").first().click();
  assert.deepEqual(await sent(page), square);

  // The third point is dragged outwards: the text follows.
  await canvas.scrollIntoViewIfNeeded();
  const handle = await page.locator("[id='area@map'] .handle").nth(2).boundingBox();
  const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 20, { steps: 4 });
  await page.mouse.up();
  const dragged = await sent(page);
  assert.equal(await lines(page).count(), 4, "dragging sets no new point");
  assert.notDeepEqual(dragged, square);

  await check(page);
  await page.locator("main button[value=store]").last().click();
  await page.waitForURL(/\/stored/);
  await page.locator("main a[href*='/entries/']").first().click();
  await page.waitForURL(/\/entries\/[^/]+$/);
  assert.equal(await page.locator("figure.drawing path.area").count(), 1);
  const entry = page.url();

  await page.locator("a[href$='/correct']").first().click();
  await board(page);
  assert.deepEqual(await sent(page), dragged, "what is stored is shown and stays as it was written");
  const before = await places(page);
  assert.equal(before.length, 4);
  const middle = [0, 1].map((part) => before.reduce((sum, at) => sum + at[part], 0) / before.length);
  const outwards = (at, by) => at.map((part, no) => (part + (part - middle[no]) * by).toFixed(6).replace(".", ",")).join(" ");
  await tabTo(page, "area@2");
  await page.keyboard.press("Control+A");
  await page.keyboard.type(outwards(before[1], 0.2));
  await tabTo(page, "area@4");
  // Enter leads on to the button below the list, which makes a line.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "area@5");
  await page.keyboard.type(outwards([0, 1].map((part) => (before[3][part] + before[0][part]) / 2), 0.5));
  await tabTo(page, "@reason");
  await page.keyboard.type("шекара нақтыланды");
  const corrected = await sent(page);
  assert.equal(corrected.coordinates[0].length, 6, await told(page).innerText());
  await page.keyboard.press("Control+Enter");
  await ready(page, "[data-check]");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/stored/);
  await page.goto(`${entry}/correct`);
  assert.deepEqual(await sent(page), corrected);
  assert.equal(await lines(page).count(), 5);
});

journey("a point that is still being typed is taken along, and one that is none is pointed at", { login: "city.officer" }, async (page) => {
  await page.goto("/kk/registers/raid/new");
  const add = page.locator("[data-draw=area] > .tools button").last();
  for (const text of ["53 13 10 с.е. 63 37 45 ш.б.", "53,3 63,6", "53.2, 63.9"]) {
    await add.click();
    await page.keyboard.type(text);
  }
  await page.locator("[id='area@kind']").selectOption("line");
  assert.deepEqual(await sent(page), { type: "LineString", coordinates: [[63.629167, 53.219444], [63.6, 53.3], [63.9, 53.2]] });
  await add.click();
  await page.keyboard.type("көпір");
  await page.keyboard.press("Control+Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "area@4");
  assert.equal(await page.locator("[id='area@4']").getAttribute("aria-invalid"), "true");
  assert.equal(await sent(page), null);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("53,4 63,9");
  await page.keyboard.press("Control+Enter");
  await page.locator(".errors").waitFor();
  assert.equal((await sent(page)).coordinates.length, 4);
  assert.equal(await page.locator("[id='area@kind']").inputValue(), "line");
});

journey("what has parts is shown and changed as text", { login: "city.officer" }, async (page) => {
  await page.goto("/kk/registers/raid/new");
  const text = page.locator("textarea[name=area]");
  await page.locator("[data-draw=area] + details summary").click();
  const ring = (lon) => [[[lon, 53.2], [lon + 0.1, 53.2], [lon + 0.1, 53.3], [lon, 53.2]]];
  const parts = JSON.stringify({ type: "MultiPolygon", coordinates: [ring(63.5), ring(63.7)] });
  await text.fill(parts);
  await page.keyboard.press("Tab");
  await page.locator("[data-draw=area].whole").waitFor();
  assert.match(await told(page).innerText(), /бірнеше бөлігі/);
  assert.equal(await page.locator("[id='area@kind']").isVisible(), false);
  await page.locator("[aria-controls='area@map']").click();
  const canvas = await board(page);
  await click(canvas, [0.5, 0.5]);
  assert.equal(await text.inputValue(), parts, "a click changes nothing");
  await text.fill("екі көл");
  await page.keyboard.press("Tab");
  assert.match(await told(page).innerText(), /GeoJSON/);
  await text.fill('{"type":"LineString","coordinates":[[63.5,53.2],[63.6,53.3]]}');
  await page.keyboard.press("Tab");
  assert.equal(await lines(page).count(), 2);
  assert.equal(await page.locator("[id='area@kind']").inputValue(), "line");
});

journey("without script an outline is typed as text, and nothing promises a map", { login: "city.officer", javaScriptEnabled: false }, async (page) => {
  await page.goto("/kk/registers/raid/new");
  assert.equal(await page.locator("textarea[name=area]").isVisible(), true);
  assert.equal(await page.locator("[data-draw=area]").isVisible(), false);
});
