import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { lockClient } from "../storage/clients.ts";
import { findProblem, saveCause } from "../storage/problems.ts";
import { Refused } from "./operation.ts";
import { locateFinding } from "./reads/locate-finding.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  findingId: z.string().min(1).max(500),
  clientId: z.string().optional(),
  cause: z.string().trim().min(1, "Say what causes it.").max(500),
  by: z.string().trim().min(1, "Say who says so.").max(80),
  via: z.enum(["slack", "dashboard", "cli"]),
});

/** A named person says what makes a finding come back. A later answer takes the place of an earlier one. */
export const nameCause = {
  name: "nameCause",
  input: Input,
  /** @throws {Refused} Where nobody was asked, because it has not come back often enough. */
  async run(
    world: Pick<World, "config" | "db" | "now">,
    { cause, by, via, ...named }: z.output<typeof Input>,
  ): Promise<{ readonly ok: true; readonly clientId: string; readonly reopened: number }> {
    const { row, client } = await locateFinding(world, named);
    const { clientId } = client;
    const reopened = await world.db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      const problem = await findProblem(transaction, clientId, row.finding_id);
      if (problem === undefined)
        throw new Refused("This finding has not come back three times within 90 days, so no one is asked for a cause.");
      const at = world.now();
      await saveCause(transaction, problem, { cause, by, at });
      const detail = { findingId: row.finding_id, via };
      await addAuditEntry(transaction, { clientId, at, byWhom: by, verb: "name-cause", detail });
      return problem.reopened;
    });
    return { ok: true, clientId, reopened };
  },
};
