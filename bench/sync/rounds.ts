import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PortalAdmin } from "../../simulators/client.ts";
import { measure, type Measured } from "./measure.ts";
import type { Participant } from "./participants.ts";
import type { Task } from "../peers/task.ts";
import type { World } from "./world.ts";

/** A participant, and what it reads. */
export interface Entry {
  readonly participant: Participant;
  readonly portal: PortalAdmin;
  readonly reads: Task["reads"];
  /** What stands in the table beside its name. */
  readonly work: string;
  /** For what takes minutes and serves only for comparison. */
  readonly isOnce?: boolean;
  /** Most of the records were there before, so a rate says nothing. */
  readonly isIncrement?: boolean;
}

/** What came of an entry, one measurement a round. */
export interface Row {
  readonly entry: Entry;
  readonly runs: readonly Measured[];
}

/** Everybody by turns, so that a machine which is busy for a while is busy for all of them. */
export async function runRounds(world: World, rounds: number, entries: readonly Entry[]): Promise<readonly Row[]> {
  const rows = entries.map((entry) => ({ entry, runs: [] as Measured[] }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { entry, runs } of rows) {
      if (entry.isOnce === true && round > 1) continue;
      const measured = await runOnce(world, entry);
      runs.push(measured);
      world.tell(`round ${round} of ${rounds}, ${entry.participant.name}: ${describe(measured)}`);
    }
  }
  return rows;
}

/** One run in a folder and a database of its own. */
export async function runOnce(
  world: World,
  { participant, portal, reads }: Entry,
  nodeOptions?: readonly string[],
): Promise<Measured> {
  const folder = await mkdtemp(join(world.folder, "run-"));
  const database = participant.needsPostgres ? await world.postgres.createDatabase() : null;
  try {
    const postgres = database?.url ?? null;
    return await measure(participant, { portal, reads, folder, postgres, ...(nodeOptions && { nodeOptions }) });
  } finally {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

export function describe({ records, seconds, requests, fault }: Measured): string {
  return fault ?? `${records.toLocaleString("en-US")} records in ${seconds.toFixed(1)} s, ${requests} requests`;
}
