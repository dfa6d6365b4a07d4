import { z } from "zod";
import { exclusionKinds, sayExclusion, type Exclusion } from "../domain/findings/exclusion.ts";
import { addAuditEntry } from "../storage/audit-log.ts";
import { lockClient } from "../storage/clients.ts";
import { addExclusion } from "../storage/exclusions.ts";
import { findFinding } from "../storage/findings.ts";
import { closeFinding } from "./alerting/close-finding.ts";
import { wakeAlerts } from "./alerting/wake-alerts.ts";
import { Refused } from "./operation.ts";
import { locateFinding } from "./reads/locate-finding.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  findingId: z.string().min(1).max(500),
  /** Needed only where two clients have a finding of that name. */
  clientId: z.string().optional(),
  kind: z.enum(exclusionKinds),
  reason: z.string().trim().min(1, "Say why it is wrong.").max(300),
  by: z.string().trim().min(1, "Say who says so.").max(80),
  via: z.enum(["slack", "dashboard", "cli"]),
});

export interface ExcludeResult {
  readonly ok: true;
  readonly clientId: string;
  /** False: it had ended before, and keeps that end. */
  readonly isClosed: boolean;
  readonly said: string;
}

/**
 * A named person says that a finding is wrong, or that its subject is not a lead. It ends as `closed-by-person`, which
 * is no recovery, and its check opens nothing about this subject until that is taken back.
 */
export const excludeFinding = {
  name: "excludeFinding",
  input: Input,
  /** @throws {Refused} For a finding that nobody has, that is excluded already, or whose subject can be no lead. */
  async run(world: World, input: z.output<typeof Input>): Promise<ExcludeResult> {
    const { row: found, client } = await locateFinding(world, input);
    const { clientId } = client;
    if (input.kind === "not-a-lead" && found.subject_type !== "contact")
      throw new Refused(
        `This finding is about ${found.subject_label}, not about a person. Say that it is wrong instead.`,
      );
    const exclusion: Exclusion = { kind: input.kind, reason: input.reason, byWhom: input.by, at: world.now() };
    const said = sayExclusion(exclusion);
    const isClosed = await world.db.transaction().execute(async (transaction) => {
      // As a run does, so that the two take turns: what a run read before is judged by what was said meanwhile.
      await lockClient(transaction, clientId);
      const row = await findFinding(transaction, clientId, found.finding_id);
      if (row === undefined)
        throw new Refused("This finding is gone. `revwatch findings --status all` lists those that are left.");
      if (!(await addExclusion(transaction, row, exclusion)))
        throw new Refused("A person has excluded this finding already. `revwatch explain` says who and why.");
      const detail = { findingId: row.finding_id, kind: input.kind, reason: input.reason, via: input.via };
      await addAuditEntry(transaction, {
        clientId,
        at: exclusion.at,
        byWhom: input.by,
        verb: "exclude-finding",
        detail,
      });
      if (row.status !== "open") return false;
      await closeFinding(transaction, client, world.links, row, { because: said, at: exclusion.at });
      return true;
    });
    if (isClosed) await wakeAlerts(world, clientId);
    return { ok: true, clientId, isClosed, said };
  },
};
