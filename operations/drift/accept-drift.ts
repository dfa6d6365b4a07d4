import { z } from "zod";
import { driftVerdicts } from "../../domain/inventory/drift.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { lockClient } from "../../storage/clients.ts";
import { approveVersion } from "../../storage/inventory/drift.ts";
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
 * it ends as accepted with the next audit, which is no recovery.
 */
export const acceptDrift = {
  name: "acceptDrift",
  input: Input,
  /** @throws {Refused} For what is as approved, or has changed since it was seen. */
  async run(
    world: Pick<World, "config" | "db" | "now">,
    { verdict, by, via, ...name }: z.output<typeof Input>,
  ): Promise<AcceptResult> {
    const { clientId, kind, id, version } = await findDrift(world, name);
    const at = world.now();
    await world.db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      const item = { clientId, kind, id, version };
      if (!(await approveVersion(transaction, item, { verdict, by, at, note: name.note ?? null })))
        throw new Refused(`${kind}/${id} has changed this moment. Look at it again: \`revwatch drift\`.`);
      const detail = { item: `${kind}/${id}`, version, verdict, note: name.note ?? null, via };
      await addAuditEntry(transaction, { clientId, at, byWhom: by, verb: "accept-drift", detail });
    });
    return { ok: true, clientId, item: `${kind}/${id}`, version };
  },
};
