import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedDatabase } from "../storage/open-database.ts";
import { HubSpotAdmin } from "../simulators/client.ts";
import { startHubSpot } from "../simulators/hubspot/start.ts";
import { completenessFaults } from "./completeness/faults.ts";
import { ourReader } from "./completeness/our-reader.ts";
import { getAllReader, pythonReader } from "./completeness/peer-readers.ts";
import { tryReader, type Reader, type Verdict } from "./completeness/stage.ts";
import { writeDocs } from "./sync/write-docs.ts";
import { pythonParticipant } from "./sync/participants.ts";
import { startPostgres } from "./sync/postgres.ts";

/**
 * `npm run bench:completeness`: what each reader has in the end after the faults that bug reports tell of. With
 * `--write` the table goes to docs/benchmarks.md.
 */
const scratch = await mkdtemp(join(tmpdir(), "revwatch-completeness-"));
const hubspot = await startHubSpot();
const database = await openEmbeddedDatabase(null);
const postgres = await startPostgres();

interface Named {
  readonly name: string;
  /** A text says why it cannot run here. */
  readonly open: ((address: string, token: string) => Promise<Reader>) | string;
}
const readers: readonly Named[] = [
  { name: "Revwatch", open: ourReader(database.db) },
  { name: "official client, getAll", open: getAllReader },
  ...(await Promise.all(
    (["singer", "dlt"] as const).map(async (id): Promise<Named> => {
      const peer = await pythonParticipant(id);
      if (typeof peer === "string") return { name: id, open: peer };
      if (typeof postgres === "string") return { name: peer.name, open: postgres };
      return { name: peer.version, open: pythonReader(peer, postgres, scratch) };
    }),
  )),
];

const lines = [
  `| fault | ${readers.map(({ name }) => name).join(" | ")} |`,
  `| --- | ${readers.map(() => "---").join(" | ")} |`,
];
try {
  for (const fault of completenessFaults) {
    const cells: string[] = [];
    for (const { open } of readers)
      cells.push(
        typeof open === "string" ? "not run" : say(await tryReader(new HubSpotAdmin(hubspot.address), fault, open)),
      );
    lines.push(`| ${fault.name} | ${cells.join(" | ")} |`);
    console.log(lines.at(-1));
  }
  for (const { name, open } of readers) if (typeof open === "string") lines.push("", `${name}: not run, ${open}`);
  console.log(`\n${lines.join("\n")}`);
  if (process.argv.includes("--write")) writeDocs("completeness", lines.join("\n"));
} finally {
  if (typeof postgres !== "string") await postgres.close();
  await database.close();
  await hubspot.close();
  await rm(scratch, { recursive: true, force: true });
}

function say({ missing, double, stale, gaveUp }: Verdict): string {
  if (gaveUp !== null) return `gave up: ${gaveUp.replaceAll("|", "/")}`;
  const wrong = [
    [missing, "missing"],
    [double, "double"],
    [stale, "stale or gone"],
  ] as const;
  const said = wrong.filter(([count]) => count > 0).map(([count, what]) => `**${count} ${what}**`);
  return said.length === 0 ? "all there" : said.join(", ");
}
