import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openEmbeddedDatabase } from "../../storage/open-database.ts";
import { acquireStateDirectory } from "../../workers/state-directory/acquire-state-directory.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { eachSeed, exactly, figure, row } from "./row.ts";

const script = fileURLToPath(new URL("../support/embedded-writer.ts", import.meta.url));

/** A process that writes without a pause. Answers when it has opened the database, with the rows that it found. */
async function startWriter(directory: string) {
  const child = spawn(process.execPath, [script, directory], { stdio: ["ignore", "pipe", "inherit"] });
  const found = Promise.withResolvers<readonly string[]>();
  const first = Promise.withResolvers<void>();
  const kept: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line.startsWith("found "))
      found.resolve(
        line
          .slice(6)
          .split(",")
          .filter((verb) => verb !== ""),
      );
    if (!line.startsWith("kept ")) return;
    kept.push(line.slice(5));
    first.resolve();
  });
  child.once("exit", () => found.reject(new Error("The writer has ended.")));
  const rows = await found.promise;
  await first.promise;
  return {
    pid: child.pid!,
    rows,
    kept,
    async kill() {
      const closed = once(child, "close");
      child.kill("SIGKILL");
      await closed;
    },
  };
}

row("F5", () => {
  test("killed in the middle of its commits: every row whose commit was acknowledged is there, and none twice", async () => {
    const directory = temporaryDirectory();
    let lost = 0;
    let doubled = 0;
    let acknowledged: readonly string[] = [];
    const kills = await eachSeed({ quick: 2, full: 200 }, async (_, random) => {
      const writer = await startWriter(directory);
      lost += acknowledged.filter((one) => !writer.rows.includes(one)).length;
      doubled += writer.rows.length - new Set(writer.rows).size;
      await wait(random.int(0, 250));
      await writer.kill();
      acknowledged = [...new Set([...writer.rows, ...writer.kept])];
    });
    figure("kills", kills, exactly(kills));
    figure("acknowledged rows", acknowledged.length, { text: `≥ ${kills}`, allows: (measured) => measured >= kills });
    figure("acknowledged rows lost", lost, exactly(0));
    figure("rows twice", doubled, exactly(0));
  });

  test("a second opener is refused with the owner's process; a folder that is deleted under it is not begun anew", async () => {
    const directory = temporaryDirectory();
    const writer = await startWriter(directory);
    try {
      let refused = 0;
      const openers = await eachSeed({ quick: 3, full: 20 }, async () => {
        const error = await acquireStateDirectory(directory, { version: "test" }).catch((cause: unknown) => cause);
        expect(error).toMatchObject({ name: "StateDirectoryInUse", exitCode: 75, ownerPid: writer.pid });
        refused += 1;
      });
      figure("second openers refused", refused, exactly(openers));
      rmSync(join(directory, "database"), { recursive: true, force: true });
    } finally {
      await writer.kill();
    }
    // What it still wrote has put nothing back, or only pieces; neither is a database.
    await expect(openEmbeddedDatabase(join(directory, "database"))).rejects.toMatchObject({
      name: "DatabaseFolderUnusable",
    });
    await expect(openEmbeddedDatabase(join(directory, "database"))).rejects.toThrow("revwatch restore");
  });
});
