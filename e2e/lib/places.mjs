// Every page of the product: where it is, and who looks at it. A place may be found by a way that leads to it.

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
  { name: "list-nothing", place: "/registers/offence?q=zzzzzz", login: "city.officer" },
  { name: "entry", place: way("/registers/outbreak", /\/entries\/[^/]+$/), login: "region.head" },
  { name: "entry-own", place: way("/registers/raid", /\/entries\/[^/]+$/), login: "city.officer" },
  { name: "new-outbreak", place: "/registers/outbreak/new", login: "city.officer" },
  { name: "new-offence", place: "/registers/offence/new", login: "city.officer" },
  { name: "blank", place: "/registers/outbreak/blank", login: "city.officer" },
  { name: "correct", place: act("correct"), login: "city.officer" },
  { name: "withdraw", place: act("withdraw"), login: "city.officer" },
  { name: "search", place: "/search?q=Қостанай", login: "region.head" },
  { name: "search-nothing", place: "/search?q=zzzzzz", login: "region.head" },
  { name: "return", place: way("/returns", /\/returns\/monthly\//), login: "region.head" },
  { name: "return-columns", place: "/returns/monthly/2026-09?view=columns", login: "region.head" },
  { name: "return-quarterly", place: way("/returns", /\/returns\/quarterly\//), login: "region.head" },
  { name: "figure", place: way("/returns", /\/returns\/monthly\/[^/]+\/[A-Z]\w+\?/), login: "region.head" },
  { name: "document", place: way("/today", /\/documents\//), login: "city.officer" },
  { name: "matrix", place: "/matrix", login: "region.head" },
  { name: "matrix-ministry", place: "/matrix", login: "control" },
  { name: "map", place: "/map", login: "region.head" },
  { name: "clauses", place: "/clauses", login: "region.head" },
  { name: "clause", place: way("/clauses", /\/clauses\/[^/?]+$/), login: "region.head" },
  { name: "import", place: "/import", login: "city.officer" },
  { name: "help", place: "/help", login: "city.officer" },
  { name: "guide", place: "/help/inspector", login: "city.officer" },
  { name: "account", place: "/account", login: "city.officer" },
  { name: "password", place: "/account/password", login: "city.officer" },
  { name: "factor", place: "/account/factor", login: "city.officer" },
  { name: "people", place: "/people", login: "admin" },
  { name: "person", place: way("/people", /\/people\/[0-9a-f]{8}-/), login: "admin" },
  { name: "new-account", place: "/people/new", login: "admin" },
];
