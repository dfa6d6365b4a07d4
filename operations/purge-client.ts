import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { countClientRows, purgeClientRows, type ClientRows } from "../storage/purge-client.ts";
import { Refused } from "./operation.ts";
import { deleteSchedules, runningWorkflowsOf, schedulesOf, terminateWorkflows } from "./purge/client-workflows.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  clientId: z.string().min(1),
  /** False only says what there is. */
  confirmed: z.boolean().default(false),
});

export interface PurgeResult {
  readonly schemaVersion: 1;
  readonly clientId: string;
  readonly isPurged: boolean;
  readonly schedules: readonly string[];
  readonly workflows: readonly string[];
  readonly rows: ClientRows;
}

/** What an activity that is under way may still need to find out that its workflow is gone. */
const lastWritesMs = 1_500;
const rounds = 3;

/** What a copy that was under way has written since goes too: a purge wins. */
async function removeAll(db: World["db"], clientId: string): Promise<ClientRows> {
  const removed: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0) await new Promise((resolve) => setTimeout(resolve, lastWritesMs));
    for (const [table, count] of Object.entries(await purgeClientRows(db, clientId)))
      removed[table] = (removed[table] ?? 0) + count;
  }
  return removed;
}

/**
 * Removes a client: its schedules, its running workflows, and every row that is kept of it. Histories of finished
 * workflows hold no personal data and go by Temporal's own retention.
 *
 * @throws {Refused} While the client is still in the config, because its next run would start over, and when nothing is
 *   known of it.
 */
export const purgeClient = {
  name: "purgeClient",
  input: Input,
  async run(world: World, { clientId, confirmed }: z.output<typeof Input>): Promise<PurgeResult> {
    if (world.config().clients.some((one) => one.clientId === clientId)) {
      const remedy = `Remove clients/${clientId}.yaml first, then run this again.`;
      throw new Refused(`"${clientId}" is still in the config, so its next run would start over. ${remedy}`);
    }
    const temporal = await world.temporal();
    const schedules = await schedulesOf(temporal, clientId);
    const workflows = await runningWorkflowsOf(temporal, clientId);
    const rows = await countClientRows(world.db, clientId);
    const result = { schemaVersion: 1, clientId, schedules, workflows, rows } as const;
    if (schedules.length === 0 && workflows.length === 0 && Object.keys(rows).length === 0)
      throw new Refused(`Nothing is kept of a client "${clientId}". \`revwatch status\` names those that are watched.`);
    if (!confirmed) return { ...result, isPurged: false };

    await deleteSchedules(temporal, schedules);
    await terminateWorkflows(temporal, workflows);
    await new Promise((resolve) => setTimeout(resolve, lastWritesMs));
    const removed = await removeAll(world.db, clientId);
    await addAuditEntry(world.db, {
      clientId: null,
      at: world.now(),
      byWhom: "operator",
      verb: "purge-client",
      detail: { clientId, schedules: schedules.length, workflows: workflows.length, rows: removed },
    });
    return { ...result, rows: removed, isPurged: true };
  },
};
