import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { copyRecords } from "../../activities/copy/records/copy-records.ts";
import { createGateway } from "../../connectors/hubspot/gateway.ts";
import { createGovernor } from "../../connectors/hubspot/governor.ts";
import { openPortal } from "../../connectors/hubspot/portal.ts";
import { leaseAllowance } from "../../storage/allowance.ts";
import { openEmbeddedDatabase, openPostgres } from "../../storage/open-database.ts";
import { runChild } from "../peers/child.ts";

/**
 * Our own copy, the one that the workers run: all record types at once, paced by one governor whose slices come from
 * the database, into PostgreSQL, or into the embedded database of the task's folder. What it stored is read later, by
 * whoever runs the benchmark.
 */
await runChild(async ({ address, token, reads, postgres, folder }) => {
  const { db, close } =
    postgres === null ? await openEmbeddedDatabase(join(folder, "pglite")) : await openPostgres(postgres);
  const clientId = "bench";
  const ledger = { lease: (asked: Parameters<typeof leaseAllowance>[2]) => leaseAllowance(db, clientId, asked) };
  const governor = createGovernor({ ledger, headroomPercent: () => 0 });
  const pages = openPortal(createGateway({ address, token: () => token, governor }));
  const now = () => new Date();

  const tools = { db, pages, now, sleep: async (ms: number) => wait(ms) };
  const asOf = now();
  const outcomes = await Promise.all(
    reads.map(({ type, properties }) =>
      copyRecords(tools, {
        clientId,
        type,
        objectType: type,
        holder: "bench",
        properties,
        asOf,
        freshForMs: 0,
        listEveryMs: 86_400_000,
        anew: false,
        suspects: [],
      }),
    ),
  );
  await close();
  const incomplete = outcomes.find(({ status }) => status !== "complete");
  if (incomplete !== undefined) throw new Error(`The copy ended ${incomplete.status}: ${incomplete.reason}`);
  return { sums: () => [] };
});
