import { z } from "zod";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { lockClient } from "../../storage/clients.ts";
import { investigateVersion } from "../../storage/inventory/drift.ts";
import { Refused } from "../operation.ts";
import type { World } from "../world.ts";
import type { AcceptResult } from "./accept-drift.ts";
import { driftName, findDrift } from "./find-drift.ts";

const Input = z.strictObject({
  ...driftName,
  /** Who looks into it. */
  by: z.string().trim().min(1, "Say who looks into it.").max(80),
  note: z.string().trim().min(1).max(300).optional(),
  via: z.enum(["dashboard", "cli"]),
});

/** A named person looks into a change: it stays open, with an owner, until it is reverted or accepted. */
export const investigateDrift = {
  name: "investigateDrift",
  input: Input,
  /** @throws {Refused} For what is as approved, or has changed since it was seen. */
  async run(
    world: Pick<World, "config" | "db" | "now">,
    { by, via, ...name }: z.output<typeof Input>,
  ): Promise<AcceptResult> {
    const { clientId, kind, id, version } = await findDrift(world, name);
    const at = world.now();
    await world.db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      if (
        !(await investigateVersion(transaction, { clientId, kind, id, version }, { by, at, note: name.note ?? null }))
      )
        throw new Refused(`${kind}/${id} has changed this moment. Look at it again: \`revwatch drift\`.`);
      const detail = { item: `${kind}/${id}`, version, note: name.note ?? null, via };
      await addAuditEntry(transaction, { clientId, at, byWhom: by, verb: "investigate-drift", detail });
    });
    return { ok: true, clientId, item: `${kind}/${id}`, version };
  },
};
