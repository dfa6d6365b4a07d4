import { z } from "zod";
import { wakeSender } from "../connectors/temporal/signals.ts";
import { addAuditEntry } from "../storage/audit-log.ts";
import { tryChannelNow } from "../storage/channel-states.ts";
import { findDelivery, retryRow } from "../storage/delivery-acts.ts";
import { stillMatters } from "../storage/unsettled-deliveries.ts";
import { Refused } from "./operation.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({ key: z.string().min(1).max(500), by: z.string().trim().min(1).max(80).default("CLI") });

/** Tries a message at once: one that failed, and one that waits for a channel that is repaired by now. */
export const retryDelivery = {
  name: "retryDelivery",
  input: Input,
  async run(
    world: World,
    { key, by }: z.output<typeof Input>,
  ): Promise<{ readonly ok: true; readonly clientId: string }> {
    const { db } = world;
    const now = world.now();
    const row = await findDelivery(db, key);
    if (row === null)
      throw new Refused(`There is no message with the key "${key}". \`revwatch deliveries\` lists them.`);
    if (row.state === "sent") throw new Refused("This message was sent.");
    if (row.state === "superseded" || row.state === "dismissed")
      throw new Refused(`This message is not sent any more: ${row.because ?? "something newer says it"}.`);
    if (
      row.state === "failed" &&
      row.message.kind !== "weekly-report" &&
      !(await stillMatters(db, { ...row, diverted_at: null }, now))
    )
      throw new Refused("What this message says is over, or a later message has said it. Dismiss it with --dismiss.");
    await db.transaction().execute(async (transaction) => {
      await retryRow(transaction, row);
      await tryChannelNow(transaction, row.client_id, row.channel, now);
      await addAuditEntry(transaction, {
        clientId: row.client_id,
        at: now,
        byWhom: by,
        verb: "retry-delivery",
        detail: { key },
      });
    });
    await wakeSender(await world.temporal(), row.client_id);
    return { ok: true, clientId: row.client_id };
  },
};
