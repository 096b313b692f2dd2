// The keyboard as the only hand.

/** Presses Tab until the field of a name has the focus; fields come in the order of the paper, so it never goes back. */
export async function tabTo(page, name) {
  for (let pressed = 0; pressed < 400; pressed += 1) {
    await page.keyboard.press("Tab");
    const id = await page.evaluate(() => document.activeElement?.id ?? "");
    if (id === name) return;
  }
  throw new Error(`Tab never comes to ${name}`);
}

/** Waits for a page that has this, with its scripts: a key that is pressed before they came does nothing. */
export async function ready(page, selector) {
  await page.locator(selector).first().waitFor();
  await page.waitForLoadState("domcontentloaded");
}

/** Types into a line. */
export async function type(page, name, text) {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

/** Chooses from a list: the first that is found by what is typed in a list that is searched, or by going down a short one. */
export async function choose(page, name, text) {
  await tabTo(page, name);
  const searched = await page.evaluate(() => document.activeElement?.getAttribute("role") === "combobox");
  if (!searched) {
    for (let pressed = 0; pressed < 40; pressed += 1) {
      await page.keyboard.press("ArrowDown");
      const at = await page.evaluate(() => document.activeElement?.selectedOptions?.[0]?.textContent ?? "");
      if (at.startsWith(text)) return;
    }
    throw new Error(`${name} has no ${text}`);
  }
  await page.keyboard.type(text);
  await page.locator(`[id="${name}@list@box"] [role=option], [id="${name}@box"] [role=option]`).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
}
