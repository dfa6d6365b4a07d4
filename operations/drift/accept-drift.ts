import { z } from "zod";
import { checkById } from "../../checks/index.ts";
import { asksOf } from "../../checks/needs.ts";
import { driftVerdicts } from "../../domain/inventory/drift.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { lockClient } from "../../storage/clients.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { findingsOfSubject } from "../../storage/findings.ts";
import { approveVersion } from "../../storage/inventory/drift.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { closeFinding } from "../alerting/close-finding.ts";
import { wakeAlerts } from "../alerting/wake-alerts.ts";
import { Refused } from "../operation.ts";
import type { World } from "../world.ts";
import { driftName, findDrift } from "./find-drift.ts";

const Input = z.strictObject({
  ...driftName,
  verdict: z.enum(driftVerdicts),
  by: z.string().trim().min(1, "Say who accepts it.").max(80),
  note: z.string().trim().min(1).max(300).optional(),
  via: z.enum(["dashboard", "cli"]),
});

export interface AcceptResult {
  readonly ok: true;
  readonly clientId: string;
  readonly item: string;
  readonly version: number;
}

/**
 * A named person says that a change is right: the present version is the approved one from now on. What is open about
 * it ends as accepted at once, a deletion too, and whoever heard of it hears that; it is no recovery.
 */
export const acceptDrift = {
  name: "acceptDrift",
  input: Input,
  /** @throws {Refused} For what is as approved, or has changed since it was seen. */
  async run(
    world: Pick<World, "config" | "db" | "links" | "now" | "temporal">,
    { verdict, by, via, ...name }: z.output<typeof Input>,
  ): Promise<AcceptResult> {
    const { clientId, kind, id, version } = await findDrift(world, name);
    const at = world.now();
    const ended = await world.db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      const item = { clientId, kind, id, version };
      if (!(await approveVersion(transaction, item, { verdict, by, at, note: name.note ?? null })))
        throw new Refused(`${kind}/${id} has changed this moment. Look at it again: \`revwatch drift\`.`);
      const detail = { item: `${kind}/${id}`, version, verdict, note: name.note ?? null, via };
      await addAuditEntry(transaction, { clientId, at, byWhom: by, verb: "accept-drift", detail });
      return endAccepted(transaction, world, item, { by, at });
    });
    if (ended > 0) await wakeAlerts(world, clientId);
    return { ok: true, clientId, item: `${kind}/${id}`, version };
  },
};

/** Nothing differs from what is approved any more: whatever a check of that had told ends. @returns How many did. */
async function endAccepted(
  transaction: StoreHandle,
  { config, links }: Pick<World, "config" | "links">,
  { clientId, kind, id }: { readonly clientId: string; readonly kind: ItemType; readonly id: string },
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<number> {
  const client = config().clients.find((one) => one.clientId === clientId)!;
  const about = await findingsOfSubject(transaction, clientId, kind, id);
  const open = about.filter((row) => row.status === "open" && restsOnApproved(row.check_id, kind));
  for (const row of open)
    await closeFinding(transaction, client, links, row, { because: `${by} accepted it`, at, ending: "accepted" });
  return open.length;
}

function restsOnApproved(checkId: string, kind: ItemType): boolean {
  const check = checkById(checkId);
  return check !== undefined && asksOf(check).some(({ source, of }) => source.name === "approved" && of === kind);
}
