import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { PortalAdmin } from "../../../simulators/client.ts";
import type { Goal } from "../goals.ts";
import { forgetExpected, measure, type Measured } from "../measure.ts";
import { getPage, ours, type Participant } from "../participants.ts";
import type { Database } from "../postgres.ts";
import { contacts } from "../reads.ts";
import { describe, runOnce, type Entry, type Row } from "../rounds.ts";
import { medianOf, type Findings, type Scenario } from "../scenario.ts";
import { notRun, runnable } from "../runnable.ts";
import type { World } from "../world.ts";

/** Everybody has read the portal once. One record in a hundred changes: what does it take to be up to date again? */
export const incremental: Scenario = {
  title: "One in a hundred changed",
  async run(world, options): Promise<Findings> {
    const count = options.isQuick ? 20_000 : 1_000_000;
    const portal = await world.simulator.openPortal({ contacts: count });
    const smaller = options.isFull ? portal : await world.simulator.openPortal({ contacts: slowCount });
    const own: Entry = { participant: ours, portal, reads: [contacts], work: changesOf(count), isIncrement: true };
    const slow = {
      portal: smaller,
      reads: [contacts],
      work: changesOf(options.isFull ? count : slowCount),
      isIncrement: true,
    };
    const peers = [...runnable(world.singer, slow), ...runnable(world.dlt, slow)];

    const base = await readFirst(world, own);
    const bases = [];
    for (const peer of peers) bases.push({ entry: peer, ...(await readFirst(world, peer)) });
    for (const changed of new Set([portal, smaller])) await change(changed, changed === portal ? count : slowCount);

    const mine: Measured[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      // Every round begins with the same mirror, which is what the first copy left.
      const database = await world.postgres.createDatabase(base.database!);
      mine.push(await again(world, own, base.folder, database));
      await database.drop();
    }
    const rows: Row[] = [{ entry: own, runs: mine }];
    for (const { entry, folder, database } of bases) {
      rows.push({ entry, runs: [await again(world, entry, folder, database)] });
      await database?.drop();
    }
    await base.database!.drop();
    const loop: Entry = { participant: getPage, portal, reads: [contacts], work: changesOf(count), isIncrement: true };
    rows.push({ entry: loop, runs: [await runOnce(world, loop)] });
    return {
      setting: `After a first copy, ${(count / 100).toLocaleString("en-US")} of ${count.toLocaleString("en-US")} contacts are edited. The second run of each is measured, and what it then has must be the portal as it is.`,
      rows,
      notRun: notRun(world),
      goals: goalsOf(rows, count),
      remarks: [
        "Singer runs with the state that its first run left, dlt with its own; both read everything again, and HubSpot's client knows no other way.",
        ...(options.isFull || peers.length === 0
          ? []
          : [
              `Singer and dlt were measured on ${slowCount.toLocaleString("en-US")} contacts; in the ratios their requests are multiplied by ${count / slowCount}. --full measures them on all.`,
            ]),
        "Our searches keep to HubSpot's five a second, here too.",
      ],
      hotspots: [],
    };
  },
};

const slowCount = 20_000;
const changesOf = (count: number) =>
  `${(count / 100).toLocaleString("en-US")} of ${count.toLocaleString("en-US")} contacts changed`;

interface FirstRun {
  readonly folder: string;
  readonly database: Database | null;
}

async function readFirst(world: World, entry: Entry): Promise<FirstRun> {
  const folder = await mkdtemp(join(world.folder, "first-"));
  const database = entry.participant.needsPostgres ? await world.postgres.createDatabase() : null;
  await measureIn(world, entry, folder, database, "its first copy");
  return { folder, database };
}

async function change(portal: PortalAdmin, count: number): Promise<void> {
  await portal.changed({ count: count / 100, at: new Date().toISOString(), spreadMs: 1_000 });
  forgetExpected(portal);
}

function again(world: World, entry: Entry, folder: string, database: Database | null): Promise<Measured> {
  return measureIn(world, entry, folder, database, "the changes");
}

async function measureIn(
  world: World,
  entry: Entry,
  folder: string,
  database: Database | null,
  what: string,
): Promise<Measured> {
  const { participant, portal, reads } = entry;
  const measured = await measure(participant, { portal, reads, folder, postgres: database?.url ?? null });
  world.tell(`${participant.name}, ${what}: ${describe(measured)}`);
  return measured;
}

function goalsOf(rows: readonly Row[], count: number): readonly Goal[] {
  const requestsOf = (id: Participant["id"]) => {
    const row = rows.find(({ entry }) => entry.participant.id === id);
    const requests = medianOf(row, (run) => run.requests);
    // Pages are all of the same size, so what a part of the portal takes says what the whole would.
    return row === undefined || requests === null ? null : requests * (count / (row.runs[0]?.records ?? count));
  };
  const own = requestsOf("ours");
  const against = (name: string, id: Participant["id"]): Goal => {
    const theirs = requestsOf(id);
    const measured = own === null || theirs === null ? null : theirs / own;
    return {
      what: `requests of ${name} over ours`,
      bound: "at least",
      limit: 50,
      unit: " ×",
      measured,
      because: "it did not run",
    };
  };
  return [against("Singer", "singer"), against("dlt", "dlt"), against("HubSpot's client", "getPage")];
}
