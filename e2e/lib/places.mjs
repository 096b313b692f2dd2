// Every page of the product: where it is, and who looks at it. A place may be found by a way that leads to it.

/** The first way on a page that leads where the pattern says, without the language. */
const way = (from, pattern) => async (page, lang) => {
  await page.goto(`/${lang}${from}`);
  const ways = await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const found = ways.find((href) => pattern.test(href));
  if (!found) throw new Error(`${from} leads nowhere like ${pattern}`);
  return found.replace(/^\/(kk|ru|en)/, "");
};

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
  { name: "clauses", place: "/clauses", login: "region.head" },
  { name: "clause", place: "/clauses/29.1", login: "region.head" },
  { name: "map-ministry", place: "/map?register=offence", login: "control" },
  { name: "map-region", place: "/map", login: "region.head" },
  { name: "import", place: "/import", login: "city.officer" },
  { name: "help", place: "/help/inspector", login: "city.officer" },
  { name: "help-keys", place: "/help/keys", login: "city.officer" },
  { name: "return", place: way("/returns", /\/returns\/monthly\//), login: "region.head" },
  { name: "return-quarterly", place: way("/returns", /\/returns\/quarterly\//), login: "region.head" },
  { name: "figure", place: way("/returns", /\/returns\/monthly\/[^/]+\/[A-Z]\w+\?/), login: "region.head" },
];
