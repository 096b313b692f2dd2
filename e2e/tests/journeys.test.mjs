// What people of the example country do, from the first key to the receipt.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { ADDRESS, ARGUMENTS, EXECUTABLE, PASSWORD, signIn } from "../lib/browser.mjs";
import { browsing, journey, opened } from "../lib/journey.mjs";
import { choose, ready, tabTo, type } from "../lib/keyboard.mjs";

browsing();

/** The number that a receipt or an entry says. */
const numberOf = async (page) => /№\s*(\d+\/\d{4})/.exec(await page.locator("main").innerText())?.[1];

journey("an inspector enters an outbreak in Kazakh by keyboard alone", { login: "city.officer" }, async (page) => {
  await page.goto("/kk/registers/outbreak");
  await page.keyboard.press("n");
  await page.waitForURL(/outbreak\/new/);
  await choose(page, "sector", "Жеке");
  await type(page, "place.name", "Қараой");
  await type(page, "place.at", "53 13 10 с.е. 63 37 45 ш.б.");
  await choose(page, "disease", "аусыл");
  await type(page, "onset_on", "бүгін");
  await choose(page, "animals.1.species", "ірі қара");
  await type(page, "animals.1.sick", "12");
  await page.keyboard.press("Control+Enter");
  await ready(page, "[data-check]");
  assert.match(await page.locator("main").innerText(), /Қараой; 53\.2/);
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/stored/);
  assert.ok(await numberOf(page), "the receipt says the number");
});

journey("an inspector enters an offence in Kazakh by keyboard alone", { login: "city.officer" }, async (page) => {
  await page.goto("/kk/registers/offence/new");
  await choose(page, "nature", "Әкімшілік");
  await choose(page, "article", "382");
  await type(page, "revealed_on", "бүгін");
  await type(page, "natural_object", "Тобыл өзені");
  await choose(page, "revealed_by", "Табиғатты");
  await page.keyboard.press("Control+Enter");
  await ready(page, "[data-check]");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/stored/);
  const number = await numberOf(page);
  assert.ok(number);
  await page.keyboard.press("/");
  await page.keyboard.type(number);
  // While a number is typed, clauses and pages that begin so are offered too.
  await page.locator("[role=option]", { hasText: `№ ${number}` }).first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => /\/(entries|search)/.test(url.pathname) && !url.pathname.endsWith("/stored"));
  assert.match(await page.locator("main").innerText(), new RegExp(number));
});

journey("a regional head opens the return, clicks a figure, and lands on the entry", { login: "region.head" }, async (page) => {
  await page.goto("/kk/today");
  await page.locator("nav.side a[href*='/returns']").click();
  await page.locator("main a[href*='/returns/monthly/'][href*='/R01?'], main a[href*='/returns/monthly/'][href*='/V01?']").first().click();
  await page.locator("main a[href*='/entries/']").first().click();
  await page.waitForURL(/\/entries\//);
  assert.ok(await numberOf(page));
});

journey("a correction shows the old and the new, before it is stored and after", { login: "city.officer" }, async (page) => {
  const note = `Жаңа ескертпе ${Date.now()}`;
  await page.goto("/kk/registers/raid");
  await page.locator("main a[href*='/entries/']").first().click();
  await page.locator("a[href$='/correct']").first().click();
  await ready(page, "[name='@reason']");
  await page.locator("[name='@reason']").fill("қате жазылған");
  await page.locator("textarea[name=note]").fill(note);
  await page.keyboard.press("Control+Enter");
  await ready(page, "[data-check]");
  assert.ok((await page.locator("main").innerText()).includes(note));
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/stored/);
  await page.locator("main a[href*='/entries/']").first().click();
  const text = await page.locator("main").innerText();
  assert.match(text, /қате жазылған/);
  assert.ok(text.includes(note));
});

journey("a table is imported, and what is refused comes back as a file", { login: "city.officer" }, async (page) => {
  const [good, bad] = ["good", "bad"].map((word) => `${word}-${Date.now()}`);
  const lines = [
    "source_id;disease;reported_on;onset_on;sector;animals.species;animals.sick",
    `${good};anthrax;2026-11-03;2026-11-01;wild;cattle;2`,
    `${bad};no such;2026-11-03;2026-11-01;wild;cattle;2`,
  ];
  await page.goto("/kk/import");
  await page.locator("select[name=register]").selectOption("outbreak");
  await page.locator("input[type=file]").setInputFiles({ name: "foci.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForURL(/\/import\/.+/);
  await page.locator("button[value=check]").first().click();
  await page.locator("button[value=store]").first().waitFor();
  assert.match(await page.locator("main").innerText(), /no such/);
  await page.locator("button[value=store]").first().click();
  const way = page.locator("a[href*='/refused']").first();
  await way.waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), way.click()]);
  const stream = await download.createReadStream();
  let text = "";
  for await (const part of stream) text += part;
  assert.ok(text.includes(`${bad};no such`) && !text.includes(good), text);
});

journey("another language keeps the place and what was typed", { login: "city.officer" }, async (page) => {
  await page.goto("/kk/registers/raid/new");
  await page.locator("textarea[name=note]").fill("Ұмытылмасын");
  await page.locator("nav.languages a[lang=ru], main [lang=ru]").last().click();
  await page.waitForURL(/\/ru\/registers\/raid\/new/);
  const resume = page.locator("[data-resume]").first();
  if (await resume.isVisible()) await resume.click();
  await assert.doesNotReject(page.waitForFunction(() => document.querySelector("textarea[name=note]")?.value === "Ұмытылмасын"));
});

test("a draft survives a closed browser", async () => {
  const folder = mkdtempSync(join(tmpdir(), "qorgau-profile-"));
  const options = { executablePath: EXECUTABLE, args: ARGUMENTS, baseURL: ADDRESS };
  try {
    const first = await chromium.launchPersistentContext(folder, options);
    const page = first.pages()[0] ?? (await first.newPage());
    await signIn(page, "city.officer");
    await page.goto("/kk/registers/offence/new");
    await page.locator("textarea[name=note]").fill("Жоба сақталсын");
    await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes("Жоба сақталсын")));
    await first.close();
    const second = await chromium.launchPersistentContext(folder, options);
    const later = second.pages()[0] ?? (await second.newPage());
    // A closed browser forgets who was signed in; the draft waits for its account.
    await signIn(later, "city.officer");
    await later.goto("/kk/registers/offence/new");
    await later.locator("[data-resume]").first().click();
    await later.waitForFunction(() => document.querySelector("textarea[name=note]")?.value === "Жоба сақталсын");
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

journey("without script one reads, enters, corrects and prints", { login: "city.officer", javaScriptEnabled: false }, async (page) => {
  await page.goto("/kk/registers/raid/new");
  await page.locator("select[name=kind]").selectOption("sweep");
  await page.locator("input[name=started_on]").fill("0111");
  await page.locator("textarea[name=note]").fill("Скриптсіз");
  await page.locator("main button[value=check]").last().click();
  await page.locator("main button[value=store]").last().click();
  assert.ok(await numberOf(page));
  await page.locator("main a[href*='/correct']").first().click();
  await page.locator("[name='@reason']").fill("толықтыру");
  await page.locator("textarea[name=note]").fill("Скриптсіз түзетілді");
  await page.locator("main button[value=check]").last().click();
  await page.locator("main button[value=store]").last().click();
  const url = page.url().replace(/\/stored.*$/, "");
  await page.goto(`${url}/print`);
  assert.match(await page.locator("body").innerText(), /Скриптсіз түзетілді/);
});

test("without script a return is prepared by one and signed by another", async () => {
  const who = { javaScriptEnabled: false };
  const officer = await opened({ ...who, login: "city.officer" });
  // The city's last return came back with a remark: a new version is made.
  await officer.page.goto("/kk/today");
  await officer.page.locator("main a[href*='/documents/']").first().click();
  const place = officer.page.url();
  const step = (page, name) => page.locator(`form:has(input[name=step][value=${name}])`);
  await step(officer.page, "prepare").locator("button").click();
  const head = await opened({ ...who, login: "city.head" });
  await head.page.goto(place);
  await step(head.page, "sign").locator("input[name=secret]").fill(PASSWORD);
  await step(head.page, "sign").locator("button").click();
  await head.page.goto(place);
  assert.equal(await step(head.page, "sign").count(), 0, "it is signed");
  await officer.context.close();
  await head.context.close();
});

journey("a paper is brought, and a file that is none is refused by its name", { login: "city.officer" }, async (page) => {
  await page.goto("/kk/registers/raid");
  await page.locator("a[href*='/entries/']").first().click();
  await page.waitForURL(/\/entries\//);
  const papers = page.locator(".attached li");
  const before = await papers.count();
  const pdf = { name: `акт-${Date.now()}.pdf`, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.4\n% ${Date.now()}\n%%EOF\n`) };
  await page.locator("#file").setInputFiles([pdf, { name: "бет.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html>") }]);
  await page.locator("form.attach button[type=submit]").click();
  await page.locator("#file-error").waitFor();
  assert.match(await page.locator("#file-error").innerText(), /бет\.jpg/);
  assert.equal(await papers.count(), before + 1);
  const [download] = await Promise.all([page.waitForEvent("download"), papers.last().locator(".name a").click()]);
  assert.equal(download.suggestedFilename(), pdf.name);
});
