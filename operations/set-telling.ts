import { z } from "zod";
import { checkById } from "../checks/index.ts";
import { cut } from "../config/cut.ts";
import { tellings } from "../domain/findings/telling.ts";
import { addAuditEntry } from "../storage/audit-log.ts";
import { observedChecks, saveTellings } from "../storage/check-tellings.ts";
import { lockClient } from "../storage/clients.ts";
import { openFindings } from "../storage/findings.ts";
import { graduateChecks } from "./alerting/graduate-checks.ts";
import { reconcileAlerts } from "./alerting/reconcile-alerts.ts";
import { wakeAlerts } from "./alerting/wake-alerts.ts";
import { requireCheck } from "./list-findings.ts";
import { Refused } from "./operation.ts";
import { knownClient } from "./reads/known-client.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  clientId: z.string(),
  /** An id, or `all`: every check that is observed at the client. */
  checkId: z.string().min(1).max(80),
  telling: z.enum(tellings),
  by: z.string().trim().min(1, "Say who decides it.").max(80),
});

export interface TellingResult {
  readonly ok: true;
  readonly clientId: string;
  readonly checkIds: readonly string[];
  readonly telling: (typeof tellings)[number];
  /** What of these checks is open already. No one is told of it one by one. */
  readonly open: number;
}

/**
 * Decides whether what a check finds at one client is told. To `alert`: what comes next is told, and of what is open
 * each receiver hears one line with the count. To `observe`: messages stay as they are, no one is told anything more.
 */
export const setTelling = {
  name: "setTelling",
  input: Input,
  /** @throws {Refused} For a client or a check that is not there, or where it is so already. */
  async run(
    world: Pick<World, "config" | "db" | "links" | "now" | "temporal">,
    { clientId, checkId, telling, by }: z.output<typeof Input>,
  ): Promise<TellingResult> {
    const client = knownClient(world.config(), clientId);
    if (checkId !== "all") requireCheck(checkId);
    const { checkIds, open } = await world.db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      const now = world.now();
      const observed = await observedChecks(transaction, clientId);
      const meant = meantBy(checkId, telling, observed, client.name);
      if (telling === "observe") {
        await saveTellings(transaction, clientId, meant, { telling, since: now, byWhom: by });
        const entry = { clientId, at: now, byWhom: by, verb: "observe-check", detail: { checkIds: meant } };
        await addAuditEntry(transaction, entry);
      }
      // What is open is kept quiet before the check may speak, and what was told changes without a word.
      const because = telling === "observe" ? `${by} lets this check be observed only` : `${by} lets this check alert`;
      await reconcileAlerts(transaction, client, world.links, {
        mode: "live",
        now,
        isInSummary: false,
        inPlace: because,
      });
      if (telling === "alert")
        await graduateChecks(transaction, { client, links: world.links, checkIds: meant, by, now });
      const rows = await openFindings(transaction, clientId);
      return { checkIds: meant, open: rows.filter((row) => meant.includes(row.check_id)).length };
    });
    await wakeAlerts(world, clientId);
    return { ok: true, clientId, checkIds, telling, open };
  },
};

function meantBy(
  checkId: string,
  telling: (typeof tellings)[number],
  observed: ReadonlySet<string>,
  clientName: string,
): readonly string[] {
  if (checkId === "all") {
    if (telling === "observe") throw new Refused("Name the check that is to be observed; `all` is for `alert` only.");
    if (observed.size === 0) throw new Refused(`No check is being observed at ${clientName}.`);
    return [...observed].toSorted();
  }
  const check = checkById(checkId);
  if (observed.has(checkId) === (telling === "observe"))
    throw new Refused(
      `“${cut(check?.id ?? checkId)}” ${telling === "observe" ? "is being observed" : "alerts"} at ${clientName} already.`,
    );
  return [checkId];
}
