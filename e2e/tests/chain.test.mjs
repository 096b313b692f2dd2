// The chain: an item of a plan, its raid with briefing and track, two offences with seizures and damage, the note, the figures opened back to them.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { check, fill, pick, stored } from "../lib/forms.mjs";
import { browsing, journey } from "../lib/journey.mjs";

browsing();

/** Yesterday by the service's clocks, as machines and as people write it. */
const yesterday = (() => {
  const day = new Date(Date.now() - 24 * 3600_000 + 5 * 3600_000).toISOString().slice(0, 10);
  return { iso: day, said: day.split("-").reverse().join("."), month: day.slice(0, 7) };
})();

/** A receiver's file of a real patrol, moved to yesterday morning; made up where the real one is absent, which is said. */
function track() {
  const file = resolve(import.meta.dirname, "../../../shared/data/patrols/smart-fixes.csv");
  let fixes = [];
  if (existsSync(file)) {
    const lines = readFileSync(file, "utf8").split("\n").filter((line) => line.startsWith("0917a0c7")).map((line) => line.split(","));
    fixes = lines.map((cells) => ({ at: Date.parse(cells[3]), lat: cells[5], lon: cells[4] }));
  } else {
    console.log(`the real patrol was NOT tested: ${file} is absent`);
    fixes = Array.from({ length: 60 }, (_, no) => ({ at: no * 60_000, lat: 53 + no * 0.002, lon: 63.6 }));
  }
  const move = Date.parse(`${yesterday.iso}T05:00:00Z`) - fixes[0].at;
  const point = (fix) => `<trkpt lat="${fix.lat}" lon="${fix.lon}"><time>${new Date(fix.at + move).toISOString()}</time></trkpt>`;
  return Buffer.from(`<?xml version="1.0"?><gpx version="1.1" creator="receiver"><trk><trkseg>${fixes.map(point).join("")}</trkseg></trk></gpx>`);
}

const officer = { login: "city.officer", javaScriptEnabled: false };

journey("a raid goes from an item of a plan to the figures, and the figures open it", officer, async (page) => {
  await page.goto("/kk/registers/officer");
  const officers = await page.locator("main tbody tr").allInnerTexts();
  const surname = /[А-ЯӘҒҚҢӨҰҮҺІ][а-яәғқңөұүһі]+/.exec(officers.find((row) => /[А-ЯӘҒҚҢӨҰҮҺІ]/.test(row)) ?? "")?.[0];
  await page.goto("/kk/registers/plan_item/new");
  const item = await stored(page, {
    item: `7.${Date.now() % 1000}`,
    plan: "work",
    "period.from": "0101",
    "period.until": "3112",
    text: "Тобыл өзенінде уылдырық шашу кезеңінде рейд өткізу",
    measure: "raid",
    due_on: yesterday.said,
  });
  await page.goto(item);
  await page.locator("main a[href*='/registers/raid/new?plan_item=']").click();

  // A raid whose start is stated has had its briefing.
  await fill(page, { kind: "raid", started_on: yesterday.said, started_at: `${yesterday.said} 08:00` });
  await check(page);
  assert.equal(await page.locator("main button[value=store]").count(), 0);
  assert.match(await page.locator(".errors").innerText(), /Инструктаж/);
  await pick(page, "briefed_by", surname);
  const raid = await stored(
    page,
    {
      ended_on: yesterday.said,
      ended_at: `${yesterday.said} 19:00`,
      briefed_on: yesterday.said,
      briefed: "3",
      topics: "Қызметтік қаруды қолдану тәртібі, судағы қауіпсіздік",
      "participants.1.service": "line",
      "participants.1.count": "3",
      person_hours: "33",
      km: "42,5",
    },
    { participants: 1 },
  );

  await page.goto(`${raid}/course`);
  await page.locator("main a[href$='/course/track']").click();
  await page.locator("[name=mode]").selectOption("vehicle");
  await page.locator("#file").setInputFiles({ name: "patrol.gpx", mimeType: "application/gpx+xml", buffer: track() });
  await page.locator("main form button[type=submit]").last().click();
  await page.locator("figure.drawing").waitFor();
  assert.match(await page.locator("main").innerText(), /patrol\.gpx/);

  const offences = [];
  for (const [quantity, damage] of [["4", "120000"], ["2,5", "80500,50"]]) {
    await page.goto(`${raid}/course`);
    await page.locator("main a[href*='/registers/offence/new?raid=']").click();
    offences.push(
      await stored(
        page,
        {
          nature: "administrative",
          article: "ao2014_383",
          revealed_on: yesterday.said,
          revealed_by: "line",
          "seizures.1.kind": "net",
          "seizures.1.quantity": quantity,
          "seizures.1.unit": "piece",
          "seizures.1.seized_on": yesterday.said,
          "damage.1.amount": damage,
          "damage.1.assessed_on": yesterday.said,
          "damage.1.by_hand": "бағалау актісі",
        },
        { seizures: 1, damage: 1 },
      ),
    );
  }

  await page.goto(`${raid}/course`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("main a[href$='/course/paper/note.pdf']").click()]);
  let note = Buffer.alloc(0);
  for await (const part of await download.createReadStream()) note = Buffer.concat([note, part]);
  assert.ok(note.subarray(0, 5).toString() === "%PDF-" && note.length > 10_000, `${note.length}`);

  for (const [figure, entries] of [["R01", [raid]], ["F01", offences]]) {
    await page.goto(`/kk/returns/monthly/${yesterday.month}/${figure}`);
    const behind = await page.locator("main a[href*='/entries/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    for (const entry of entries) assert.ok(behind.includes(entry), `${figure} opens ${entry}: ${behind}`);
  }
});

journey("a net recorded in a spawning ban is warned of before it is stored", officer, async (page) => {
  const day = (days) => new Date(Date.now() + (days * 24 + 5) * 3600_000).toISOString().slice(5, 10).split("-").map(Number);
  const [[firstMonth, firstDay], [lastMonth, lastDay]] = [day(-20), day(20)];
  const name = `Уылдырық шашатын жер ${Date.now()}`;
  await page.goto("/kk/registers/natural_object/new");
  await stored(
    page,
    {
      kind: "spawning_ground",
      name,
      as_of: "0101",
      regime: "seasonal",
      "seasons.1.way": "net",
      "seasons.1.first_month": `${firstMonth}`,
      "seasons.1.first_day": `${firstDay}`,
      "seasons.1.last_month": `${lastMonth}`,
      "seasons.1.last_day": `${lastDay}`,
      "seasons.1.act": "Балық аулауды шектеу туралы бұйрық",
    },
    { seasons: 1 },
  );
  await page.goto("/kk/registers/offence/new");
  const net = { "seizures.1.kind": "net", "seizures.1.quantity": "1", "seizures.1.unit": "piece", "seizures.1.seized_on": yesterday.said };
  await fill(page, { nature: "administrative", article: "ao2014_383", revealed_on: yesterday.said, revealed_by: "line", ...net }, { seizures: 1 });
  await check(page);
  const text = await page.locator("main").innerText();
  assert.ok(text.includes("Бұл күні тыйым күшінде") && text.includes(name), text);
});
