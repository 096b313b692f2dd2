// Debian's Chromium, people of the example country signed in, and what their pages asked of other hosts.
import { chromium } from "playwright-core";

/** The one password of the example country. */
export const PASSWORD = "nature-and-order-27";

/** Where the example country is served. */
export const ADDRESS = process.env.QORGAU_ADDRESS;

/** The browser's program, and how it is started: maps are drawn without a graphics card. */
export const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

/** A browser. */
export async function browser() {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
}

/** A window of its own; `foreign` gathers whatever its pages ask of other hosts, `broken` what a script or an answer broke. */
export async function open(chrome, { lang = "kk", login, width = 1280, scheme = "light", javaScriptEnabled = true, height = 900 } = {}) {
  const context = await chrome.newContext({
    baseURL: ADDRESS,
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled,
    acceptDownloads: true,
    reducedMotion: "reduce",
  });
  const [foreign, broken] = [[], []];
  context.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(ADDRESS).origin) foreign.push(request.url());
  });
  context.on("response", (response) => {
    if (response.status() >= 500) broken.push(`${response.status()} ${response.url()}`);
  });
  context.on("weberror", (error) => broken.push(String(error.error())));
  const page = await context.newPage();
  page.on("console", (line) => {
    if (line.type() === "error" && !/status of 4\d\d/.test(line.text())) broken.push(line.text());
  });
  if (login) await signIn(page, login, lang);
  return { context, page, foreign, broken, lang };
}

/** Signs in by the form, as anybody would. */
export async function signIn(page, login, lang = "kk") {
  await page.goto(`/${lang}/sign-in`);
  await page.locator("[name=name]").fill(login);
  await page.locator("[name=secret]").fill(PASSWORD);
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}
