import { createHash } from "node:crypto";
import type { StoreHandle, StoreReader } from "./database.ts";

type Settings = Readonly<Record<string, unknown>>;

/** Keeps by which settings a run goes. The same settings are kept once for all runs of a client. */
export async function keepRunConfig(
  db: StoreHandle,
  { clientId, runId }: { readonly clientId: string; readonly runId: string },
  settings: Settings,
): Promise<void> {
  const config = JSON.stringify(settings);
  const hash = createHash("sha256").update(config).digest("base64url").slice(0, 22);
  await db
    .with("kept", (cte) =>
      cte
        .insertInto("run_config")
        .values({ client_id: clientId, config_hash: hash, config })
        .onConflict((conflict) => conflict.columns(["client_id", "config_hash"]).doNothing()),
    )
    .updateTable("run")
    .set({ config_hash: hash })
    .where("client_id", "=", clientId)
    .where("run_id", "=", runId)
    .execute();
}

/** By which settings a run goes; null for one of an older version, or that was never planned. */
export async function readRunConfig(db: StoreReader, clientId: string, runId: string): Promise<Settings | null> {
  const row = await db
    .selectFrom("run")
    .innerJoin("run_config", (join) =>
      join.onRef("run_config.client_id", "=", "run.client_id").onRef("run_config.config_hash", "=", "run.config_hash"),
    )
    .select("run_config.config")
    .where("run.client_id", "=", clientId)
    .where("run.run_id", "=", runId)
    .executeTakeFirst();
  return row?.config ?? null;
}
