import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonParticipant, type Participant } from "./participants.ts";
import { startPostgres, type Postgres } from "./postgres.ts";
import { startSimulator, type Simulator } from "./simulator.ts";
import type { Options } from "./options.ts";

/** What all scenarios share. */
export interface World {
  readonly folder: string;
  readonly simulator: Simulator;
  readonly postgres: Postgres;
  /** A text says why the peer cannot be run here. */
  readonly singer: Participant | string;
  readonly dlt: Participant | string;
  tell(line: string): void;
  close(): Promise<void>;
}

/** @throws {Error} When there is no PostgreSQL, without which nothing can be compared. */
export async function openWorld({ isQuick }: Options): Promise<World> {
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const peer = async (name: "singer" | "dlt") => {
    if (isQuick) return "--quick leaves it out";
    tell(`Preparing ${name} …`);
    return pythonParticipant(name);
  };
  const [singer, dlt] = [await peer("singer"), await peer("dlt")];
  const postgres = await startPostgres();
  if (typeof postgres === "string") throw new Error(`The benchmark needs PostgreSQL, and there is ${postgres}.`);
  const folder = await mkdtemp(join(tmpdir(), "revwatch-bench-"));
  const simulator = await startSimulator(folder);
  return {
    folder,
    simulator,
    postgres,
    singer,
    dlt,
    tell,
    async close() {
      await simulator.close();
      await postgres.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
