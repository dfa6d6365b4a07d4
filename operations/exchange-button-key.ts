import { z } from "zod";
import { exchangeAcknowledgementKey } from "../storage/acknowledgement-keys.ts";
import { addAuditEntry } from "../storage/audit-log.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  by: z.string().trim().min(1).max(80).default("CLI"),
  forgetsOld: z.boolean().default(false),
});

/** Another key signs the buttons and links from now on. */
export const exchangeButtonKey = {
  name: "exchangeButtonKey",
  input: Input,
  async run(
    world: Pick<World, "config" | "db" | "now">,
    { by, forgetsOld }: z.output<typeof Input>,
  ): Promise<{ readonly schemaVersion: 1; readonly forgetsOld: boolean }> {
    const now = world.now();
    const validForSeconds = world.config().deliveries.buttonsValidForSeconds;
    await exchangeAcknowledgementKey(world.db, { now, validForSeconds, forgetsOld });
    await addAuditEntry(world.db, {
      clientId: null,
      at: now,
      byWhom: by,
      verb: "exchange-button-key",
      detail: { forgetsOld },
    });
    return { schemaVersion: 1, forgetsOld };
  },
};
