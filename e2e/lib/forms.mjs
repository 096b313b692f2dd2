// Forms as they are without script: filled in, read over, stored.
import assert from "node:assert/strict";

/** Puts values into the fields of a form, after as many rows were added as are asked for. */
export async function fill(page, fields, rows = {}) {
  for (const [field, count] of Object.entries(rows)) {
    for (let no = (await page.locator(`[name^="${field}.1."]`).count()) ? 1 : 0; no < count; no += 1) {
      await page.locator(`main button[value="add ${field}"]`).click();
    }
  }
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${name}"]`);
    if ((await field.evaluate((node) => node.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
}

/** Chooses the first that a field's search finds. */
export async function pick(page, name, text) {
  await page.locator(`[name="${name}@find"]`).fill(text);
  await page.locator(`main button[value="find ${name}"]`).click();
  const found = await page.locator(`[name="${name}"] option`).evaluateAll((options) => options.map((option) => option.value).filter(Boolean));
  assert.ok(found.length > 0, `${name} finds nothing by «${text}»`);
  await page.locator(`[name="${name}"]`).selectOption(found[0]);
}

/** Shows the answers before they are stored. */
export const check = (page) => page.locator("main button[value=check]").last().click();

/** Fills in what a form asks, reads it over and stores it; the address of the entry comes back. */
export async function stored(page, fields, rows = {}) {
  await fill(page, fields, rows);
  await check(page);
  const store = page.locator("main button[value=store]").last();
  assert.equal(await store.count(), 1, (await page.locator(".errors").allInnerTexts()).join("\n"));
  await store.click();
  return page.locator("main a[href*='/entries/']").first().getAttribute("href");
}
