// The example country, served by the real program. Environment: QORGAU_BIN names the program; QORGAU_ADDRESS a server that is there already.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Fills an example country in a fresh folder and serves it; every connection that the server itself opens is written down. */
export async function example() {
  if (process.env.QORGAU_ADDRESS) return { address: process.env.QORGAU_ADDRESS, stop: async () => [] };
  const program = process.env.QORGAU_BIN ?? "qorgau";
  const folder = mkdtempSync(join(tmpdir(), "qorgau-e2e-"));
  const data = join(folder, "data");
  const filled = spawnSync(program, ["demo", "--small", "--fill-only", "--data", data], { encoding: "utf8" });
  if (filled.status !== 0) throw new Error(`the example country could not be filled: ${filled.stderr}`);
  const trace = join(folder, "connections");
  const watch = ["-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "-o", trace];
  // A pipe that nobody reads would stop the server at its next line.
  const log = openSync(join(folder, "log"), "w");
  const server = spawn("strace", [...watch, program, "serve", "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", log] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const address = await said(server);
  return {
    address,
    /** Ends the server; answers with the connections that it opened to others. */
    async stop() {
      // strace passes the signal on to nobody: the program under it is told itself.
      spawnSync("pkill", ["-TERM", "-P", String(server.pid)]);
      await ended;
      const outgoing = readFileSync(trace, "utf8").split("\n").filter((line) => line.includes("AF_INET"));
      if (!process.env.QORGAU_KEEP) rmSync(folder, { recursive: true, force: true });
      return outgoing;
    },
  };
}

/** The address in the server's first line. */
async function said(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /https?:\/\/\S+?(?=\/?$|\s)/.exec(line);
    if (found) return found[0].replace(/\/$/, "");
  }
  throw new Error("the server did not say where it answers");
}
