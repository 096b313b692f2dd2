// Photographs pages in three languages, light and dark, narrow and wide: node look.mjs ADDRESS FOLDER [PLACE ..]
import { chromium } from "playwright-core";

const [address, folder, ...named] = process.argv.slice(2);
const places = named.length > 0 ? named : ["", "sign-in", "style"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const scheme of ["light", "dark"]) {
  for (const width of [360, 1024, 1600]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    for (const lang of ["kk", "ru", "en"]) {
      for (const place of places) {
        await page.goto(new URL(`/${lang}/${place}`, address).href, { waitUntil: "load" });
        await page.evaluate(() => document.fonts.ready);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
        const name = `${place.replaceAll(/[^a-z0-9]+/g, "-") || "start"}-${lang}-${width}-${scheme}.png`;
        if (wide) console.log(`${name}: wider than the screen`);
        await page.screenshot({ path: `${folder}/${name}`, fullPage: true });
      }
    }
    await page.close();
  }
}
await browser.close();
