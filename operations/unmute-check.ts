import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { unmuteCheck as forgetMuted } from "../storage/muted-checks.ts";
import { Refused } from "./operation.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  checkId: z.string().min(1).max(80),
  by: z.string().trim().min(1, "Say who takes it back.").max(80),
});

/** Puts a muted check back into service: what it finds at its next look is a baseline, and nobody is told. */
export const unmuteCheck = {
  name: "unmuteCheck",
  input: Input,
  /** @throws {Refused} For a check that is not muted. */
  async run(
    world: Pick<World, "db" | "now">,
    { checkId, by }: z.output<typeof Input>,
  ): Promise<{ readonly ok: true; readonly checkId: string }> {
    await world.db.transaction().execute(async (transaction) => {
      if (!(await forgetMuted(transaction, checkId)))
        throw new Refused(`“${checkId}” is not muted. \`revwatch checks\` says which checks are.`);
      const entry = { clientId: null, at: world.now(), byWhom: by, verb: "unmute-check", detail: { checkId } };
      await addAuditEntry(transaction, entry);
    });
    return { ok: true, checkId };
  },
};
