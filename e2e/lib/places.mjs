// Every page of the product: where it is, and who looks at it. A place may be found by a way that leads to it, or be what a form answers.

/** The first way on a page that leads where the pattern says, without the language. */
const way = (from, pattern) => async (page, lang) => {
  await page.goto(`/${lang}${from}`);
  const ways = await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const found = ways.find((href) => pattern.test(href));
  if (!found) throw new Error(`${from} leads nowhere like ${pattern}`);
  return found.replace(/^\/(kk|ru|en)/, "");
};

/** What is done with the first raid of a list. */
const act = (name) => async (page, lang) => `${await way("/registers/raid", /\/entries\/[^/]+$/)(page, lang)}/${name}`;

/** What a form answers when it is sent: the driver stays where that leads. */
const sent = (from, fill, button) => async (page, lang) => {
  await page.goto(`/${lang}${from}`);
  await fill(page);
  await page.locator(button).last().click();
  await page.waitForLoadState("load");
  return null;
};

/** A raid as far as it must be filled in. */
const raid = async (page) => {
  await page.locator("select[name=kind]").selectOption("sweep", { force: true });
  await page.locator("input[name=started_on]").fill("01.11.2026");
};

/** The form of a raid with an outline of three points, drawn on its map. */
const drawn = async (page, lang) => {
  await page.goto(`/${lang}/registers/raid/new`);
  await page.locator("[aria-controls='area@map']").click();
  const canvas = page.locator("[id='area@map'] .map[data-ready] canvas");
  await canvas.waitFor();
  const { width, height } = await canvas.boundingBox();
  for (const [x, y] of [[0.4, 0.4], [0.6, 0.4], [0.5, 0.6]]) await canvas.click({ position: { x: width * x, y: height * y } });
  await page.locator("[id='area@3']").waitFor();
  return null;
};

/** A table of outbreaks with a line that is refused, brought to the import page. */
const brought = sent("/import", async (page) => {
  await page.locator("select[name=register]").selectOption("outbreak", { force: true });
  const lines = ["source_id;disease;reported_on;onset_on;sector;animals.species;animals.sick", `l${Date.now()};anthrax;2026-11-03;2026-11-01;wild;cattle;2`, "l2;no such;2026-11-03;2026-11-01;wild;cattle;2"];
  await page.locator("input[type=file]").setInputFiles({ name: "foci.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
}, "main form:has(input[type=file]) button[type=submit]");

/** The same, after the one that was brought before is given up: by somebody whose tables no journey is at work on. */
const table = async (page, lang) => {
  await page.goto(`/${lang}/import`);
  const before = page.locator("main a[href*='/import/']").first();
  if (await before.count()) {
    await before.click();
    await page.locator("button[value=done]").click();
  }
  return brought(page, lang);
};

/** The same table, checked. */
const checked = async (page, lang) => {
  await table(page, lang);
  await page.locator("button[value=check]").first().click();
  await page.locator("button[value=store]").first().waitFor();
  return null;
};

/** The first person of the list: everything on him, and the page on which his record is linked with another. */
const who = (place) => async (page, lang) => place(await way("/registers/person", /\/entries\/[^/]+$/)(page, lang));

/** What is compared with the first that the page of a record leads to. */
const compared = (from) => async (page, lang) => way(`${await from(page, lang)}?q=а`, /\/link\?with=/)(page, lang);
const linking = who((entry) => `${entry}/link`);

/** Goes to a place in a language; whoever asks looks at the page that is shown then. */
export async function visit(page, lang, place) {
  const where = typeof place === "function" ? await place(page, lang) : place;
  if (where !== null) await page.goto(`/${lang}${where}`);
  await page.evaluate(() => document.fonts.ready);
}

/** Name, login, place. */
export const PLACES = [
  { name: "start", place: "/" },
  { name: "sign-in", place: "/sign-in" },
  { name: "code", place: "/code" },
  { name: "style", place: "/style" },
  { name: "nothing", place: "/nothing-here", login: "city.officer" },
  { name: "today-inspector", place: "/today", login: "city.officer" },
  { name: "today-head", place: "/today", login: "region.head" },
  { name: "today-ministry", place: "/today", login: "control" },
  { name: "today-admin", place: "/today", login: "admin" },
  { name: "registers", place: "/registers", login: "city.officer" },
  { name: "list", place: "/registers/outbreak", login: "region.head" },
  { name: "list-names", place: "/registers/offence?span=year", login: "city.officer" },
  { name: "views", place: "/registers/offence/views", login: "city.officer" },
  { name: "list-found", place: "/registers/raid?q=рейд", login: "region.head" },
  { name: "list-nothing", place: "/registers/offence?q=qwxqwx7", login: "city.officer" },
  { name: "entry", place: way("/registers/outbreak", /\/entries\/[^/]+$/), login: "region.head" },
  { name: "entry-own", place: way("/registers/raid", /\/entries\/[^/]+$/), login: "city.officer" },
  { name: "papers", place: act("papers"), login: "city.officer" },
  { name: "course", place: act("course"), login: "city.officer" },
  { name: "track", place: act("course/track"), login: "city.officer" },
  { name: "new-outbreak", place: "/registers/outbreak/new", login: "city.officer" },
  { name: "new-offence", place: "/registers/offence/new", login: "city.officer" },
  { name: "blank", place: "/registers/outbreak/blank", login: "city.officer" },
  { name: "check", place: sent("/registers/raid/new", raid, "main button[value=check]"), login: "city.officer" },
  { name: "errors", place: sent("/registers/outbreak/new", async () => {}, "main button[value=check]"), login: "city.officer" },
  { name: "cut-over", place: "/registers/offence/paper", login: "city.officer" },
  { name: "correct", place: act("correct"), login: "city.officer" },
  { name: "drawn", place: drawn, login: "city.officer" },
  { name: "withdraw", place: act("withdraw"), login: "city.officer" },
  { name: "search", place: "/search?q=Қостанай", login: "region.head" },
  { name: "search-nothing", place: "/search?q=qwxqwx7", login: "region.head" },
  { name: "return", place: way("/returns", /\/returns\/monthly\//), login: "region.head" },
  { name: "return-columns", place: "/returns/monthly/2026-09?view=columns", login: "region.head" },
  { name: "return-quarterly", place: way("/returns", /\/returns\/quarterly\//), login: "region.head" },
  { name: "figure", place: way("/returns", /\/returns\/monthly\/[^/]+\/[A-Z]\w+\?/), login: "region.head" },
  { name: "document", place: way("/today", /\/documents\//), login: "city.officer" },
  { name: "matrix", place: "/matrix", login: "region.head" },
  { name: "matrix-ministry", place: "/matrix", login: "control" },
  { name: "territory", place: "/territory", login: "region.head" },
  { name: "participation", place: "/participation/2026Q3", login: "city.officer" },
  { name: "marked", place: way("/registers/information_note", /\/entries\/[^/]+$/), login: "region.head" },
  { name: "application", place: way("/registers/application", /\/entries\/[^/]+$/), login: "region.head" },
  { name: "open-suspensions", place: "/registers/suspension?f.lifted_on=-&view=all", login: "region.staff" },
  { name: "inspections", place: "/registers/unit_inspection", login: "city.head" },
  { name: "inspection", place: way("/registers/unit_inspection", /\/entries\/[^/]+$/), login: "region.head" },
  { name: "reviews", place: "/reviews", login: "city.officer" },
  { name: "review", place: way("/reviews", /\/documents\/[^/?]+$/), login: "region.staff" },
  { name: "review-sent", place: way("/reviews", /\/documents\/[^/?]+$/), login: "city.officer" },
  { name: "review-form", place: way("/territory", /\/reviews\/[^/?]+\?/), login: "region.staff" },
  { name: "map", place: "/map", login: "region.head" },
  { name: "map-layers", place: "/map?bans=1&day=01.05.2026&tracks=1", login: "region.head" },
  { name: "bans", place: "/bans?day=01.05.2026", login: "city.officer" },
  { name: "addressed", place: "/addressed", login: "city.officer" },
  { name: "tests", place: "/tests", login: "region.head" },
  { name: "files", place: "/files", login: "city.clerk" },
  { name: "file", place: "/files/2026/5", login: "city.clerk" },
  { name: "new-volume", place: way("/files", /\/registers\/file_volume\/new\?file=/), login: "city.clerk" },
  { name: "clauses", place: "/clauses", login: "region.head" },
  { name: "clause", place: way("/clauses", /\/clauses\/[^/?]+$/), login: "region.head" },
  { name: "import", place: "/import", login: "city.officer" },
  { name: "import-columns", place: table, login: "region.staff" },
  { name: "import-checked", place: checked, login: "region.staff" },
  { name: "help", place: "/help", login: "city.officer" },
  { name: "guide", place: "/help/inspector", login: "city.officer" },
  { name: "account", place: "/account", login: "city.officer" },
  { name: "tokens", place: "/account/tokens", login: "city.officer" },
  { name: "api", place: "/api", login: "city.officer" },
  { name: "password", place: "/account/password", login: "city.officer" },
  { name: "factor", place: "/account/factor", login: "city.officer" },
  { name: "people", place: "/people", login: "admin" },
  { name: "person", place: way("/people", /\/people\/[0-9a-f]{8}-/), login: "admin" },
  { name: "bodies", place: "/bodies", login: "admin" },
  { name: "bodies-nothing", place: "/bodies?q=qwxqwx7", login: "admin" },
  { name: "body", place: way("/bodies?q=391000000", /\/bodies\/\d+$/), login: "admin" },
  { name: "body-place", place: async (page, lang) => `${await way("/bodies?q=391000000", /\/bodies\/\d+$/)(page, lang)}/change/place`, login: "admin" },
  { name: "hand-over", place: async (page, lang) => `${await way("/people?q=city.officer", /\/people\/[0-9a-f]{8}-/)(page, lang)}/hand-over`, login: "admin" },
  { name: "hand-over-officer", place: async (page, lang) => `${await way("/registers/officer", /\/entries\/[^/]+$/)(page, lang)}/hand-over`, login: "city.head" },
  { name: "move", place: act("move"), login: "region.head" },
  { name: "link", place: async (page, lang) => `${await way("/registers/offence", /\/entries\/[^/]+$/)(page, lang)}/link`, login: "region.staff" },
  { name: "link-person", place: linking, login: "region.staff" },
  { name: "link-check", place: compared(linking), login: "region.staff" },
  { name: "one-person", place: who((entry) => entry.replace("/entries/", "/persons/")), login: "region.staff" },
  { name: "new-account", place: "/people/new", login: "admin" },
  { name: "posts", place: "/people/posts", login: "admin" },
  { name: "given", place: "/registers/outbreak", login: "vet.partner" },
];

/** Pages that are printed. */
export const PRINTS = [
  { name: "print-list", place: "/registers/raid", login: "region.head" },
  { name: "print-entry", place: act("print"), login: "city.officer" },
  { name: "print-person", place: who((entry) => entry.replace("/entries/", "/persons/")), login: "region.staff" },
  { name: "print-blank", place: "/registers/offence/blank", login: "city.officer" },
  { name: "print-return", place: way("/returns", /\/returns\/monthly\//), login: "region.head" },
  { name: "print-matrix", place: "/matrix", login: "region.head" },
  { name: "print-map", place: "/map", login: "region.head" },
  { name: "print-clauses", place: "/clauses", login: "region.head" },
  { name: "print-guide", place: "/help/inspector", login: "city.officer" },
];
