import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { lockClient } from "../storage/clients.ts";
import { liftExclusion } from "../storage/exclusions.ts";
import { Refused } from "./operation.ts";
import { locateFinding } from "./reads/locate-finding.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  findingId: z.string().min(1).max(500),
  clientId: z.string().optional(),
  by: z.string().trim().min(1, "Say who takes it back.").max(80),
  via: z.enum(["slack", "dashboard", "cli"]),
});

/**
 * A named person takes an exclusion back: the next audit judges the subject again, and opens the finding if it fails.
 */
export const takeBackExclusion = {
  name: "takeBackExclusion",
  input: Input,
  /** @throws {Refused} Where nobody has excluded it. */
  async run(
    world: Pick<World, "config" | "db" | "now">,
    input: z.output<typeof Input>,
  ): Promise<{ readonly ok: true; readonly clientId: string }> {
    const { row, client } = await locateFinding(world, input);
    const { clientId } = client;
    await world.db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      const lifted = await liftExclusion(transaction, clientId, row.finding_id, world.now());
      if (lifted === null) throw new Refused("No one has excluded this finding: there is nothing to take back.");
      const { kind, reason, byWhom } = lifted;
      const detail = { findingId: row.finding_id, kind, reason, saidBy: byWhom, via: input.via };
      await addAuditEntry(transaction, {
        clientId,
        at: world.now(),
        byWhom: input.by,
        verb: "take-back-exclusion",
        detail,
      });
    });
    return { ok: true, clientId };
  },
};
