// Photographs every page in three languages, narrow and wide, light and dark, and what is printed of some, on contact sheets: node look.mjs FOLDER [NAME ..]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { example } from "./lib/server.mjs";

const [folder, ...named] = process.argv.slice(2);
const country = await example();
process.env.QORGAU_ADDRESS = country.address;
const { browser, open } = await import("./lib/browser.mjs");
const { PLACES, PRINTS, visit } = await import("./lib/places.mjs");
const chosen = ({ name }) => named.length === 0 || named.some((word) => name.startsWith(word));
const places = PLACES.filter(chosen);
const prints = PRINTS.filter(chosen);
const VIEWS = [["kk", 1600, "light"], ["kk", 360, "dark"], ["ru", 1600, "light"], ["ru", 360, "dark"], ["en", 1600, "dark"], ["en", 360, "light"]];

mkdirSync(folder, { recursive: true });
const chrome = await browser();
for (const [lang, width, scheme] of VIEWS) {
  const pictures = [];
  for (const login of new Set(places.map((place) => place.login))) {
    const { page, context } = await open(chrome, { lang, login, width, scheme });
    for (const { name, place } of places.filter((known) => known.login === login)) {
      await visit(page, lang, place);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      if (wide) console.log(`${name} ${lang} ${width}: wider than the window`);
      const file = `${name}-${lang}-${width}-${scheme}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true });
      pictures.push(file);
    }
    await context.close();
  }
  // A picture that is too tall shows its top twice.
  for (let from = 0; from < pictures.length; from += 12) {
    await sheet(chrome, `sheet-${lang}-${width}-${scheme}-${from / 12 + 1}`, pictures.slice(from, from + 12), width);
  }
}
for (const lang of ["kk", "ru", "en"]) {
  for (const login of new Set(prints.map((print) => print.login))) {
    const { page, context } = await open(chrome, { lang, login, scheme: "light" });
    for (const { name, place } of prints.filter((known) => known.login === login)) {
      await visit(page, lang, place);
      await page.pdf({ path: join(folder, `${name}-${lang}.pdf`), preferCSSPageSize: true, format: "A4", printBackground: false });
    }
    await context.close();
  }
}
await chrome.close();
await country.stop();

/** One picture with some pictures, each above its name. */
async function sheet(chrome, name, pictures, width) {
  const size = width < 500 ? 300 : 460;
  const figures = pictures.map((file) => `<figure><img src="${file}" width="${size}"><figcaption>${file}</figcaption></figure>`).join("");
  const page = await chrome.newPage({ viewport: { width: 1920, height: 1000 } });
  const path = join(folder, `${name}.html`);
  writeFileSync(path, `<meta charset="utf-8"><style>body{display:flex;flex-wrap:wrap;gap:12px;font:12px sans-serif;background:#888}figure{margin:0}img{display:block;max-height:900px;object-fit:cover;object-position:top}</style>${figures}`);
  await page.goto(`file://${path}`);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  await page.close();
}
