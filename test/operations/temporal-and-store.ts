import { Connection, type Client } from "@temporalio/client";
import { afterAll, beforeAll, inject } from "vitest";
import type { RevwatchConfig } from "../../config/config.ts";
import type { World } from "../../operations/world.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";

export interface TemporalAndStore {
  database: OpenDatabase;
  connection: Connection;
  /** The world of an operation over this store, with this config, in this client's namespace. */
  worldOf(config: RevwatchConfig, client: Client, now?: Date): World;
}

/** A real Temporal server and an embedded store for a whole file of tests of operations. */
export function startTemporalAndStore(): TemporalAndStore {
  const both = {} as TemporalAndStore;
  both.worldOf = (config, client, now) => ({
    config: () => config,
    configTrouble: () => null,
    db: both.database.db,
    temporal: () => Promise.resolve(client),
    links: { dashboard: () => null, workflow: () => null },
    now: () => now ?? new Date(),
  });
  beforeAll(async () => {
    both.database = await openTestDatabase();
    both.connection = await Connection.connect({ address: inject("temporal")!.address });
  });
  afterAll(async () => {
    await both.connection?.close();
    await both.database?.close();
  });
  return both;
}
