// Serves the example country and runs every test against it: node run.mjs [WORDS FOR node --test ..]
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { example } from "./lib/server.mjs";

const here = import.meta.dirname;
const words = process.argv.slice(2);
const files = words.filter((word) => word.endsWith(".mjs"));
const tests = files.length > 0 ? files : readdirSync(join(here, "tests")).filter((name) => name.endsWith(".test.mjs")).map((name) => join(here, "tests", name));
const country = await example();
const run = spawnSync(process.execPath, ["--test", "--test-reporter=tap", "--test-concurrency=2", ...words.filter((word) => !word.endsWith(".mjs")), ...tests], {
  stdio: "inherit",
  env: { ...process.env, QORGAU_ADDRESS: country.address },
});
const outgoing = await country.stop();
console.log(`connections that the server opened: ${outgoing.length}`);
for (const line of outgoing) console.log(line);
process.exitCode = run.status === 0 && outgoing.length === 0 ? 0 : 1;
