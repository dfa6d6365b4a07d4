import type { RunRow } from "./last-run.ts";
import type { StoreReader } from "../database.ts";

/** One audit of a client as it stands; undefined where there is none of that name. */
export async function readRun(db: StoreReader, clientId: string, runId: string): Promise<RunRow | undefined> {
  return db
    .selectFrom("run")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("run_id", "=", runId)
    .executeTakeFirst();
}
