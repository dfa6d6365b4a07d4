import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { dismissRow, findDelivery } from "../storage/delivery-acts.ts";
import { Refused } from "./operation.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  key: z.string().min(1).max(500),
  by: z.string().trim().min(1, "Say who dismisses it.").max(80),
  reason: z.string().trim().min(1, "Say why it need not be sent.").max(300),
});

/** A named person decides that a message need not be sent any more, and says why. */
export const dismissDelivery = {
  name: "dismissDelivery",
  input: Input,
  async run(
    world: Pick<World, "db" | "now">,
    { key, by, reason }: z.output<typeof Input>,
  ): Promise<{ readonly ok: true }> {
    const { db } = world;
    const row = await findDelivery(db, key);
    if (row === null)
      throw new Refused(`There is no message with the key "${key}". \`revwatch deliveries\` lists them.`);
    const isDismissed = await db.transaction().execute(async (transaction) => {
      if (!(await dismissRow(transaction, row, by, reason))) return false;
      const entry = {
        clientId: row.client_id,
        at: world.now(),
        byWhom: by,
        verb: "dismiss-delivery",
        detail: { key, reason },
      };
      await addAuditEntry(transaction, entry);
      return true;
    });
    if (!isDismissed)
      throw new Refused("This message was sent, or something newer has taken its place: there is nothing to dismiss.");
    return { ok: true };
  },
};
