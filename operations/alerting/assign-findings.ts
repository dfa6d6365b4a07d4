import { z } from "zod";
import { didYouMean } from "../../config/nearest.ts";
import { putAssignments } from "../../storage/assignments.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { Refused } from "../operation.ts";
import { changeChoices, type ChoosingWorld } from "./change-choices.ts";
import { by, clientMeant, findingsMeant, openFindingsMeant, via } from "./meant-findings.ts";

const Input = z.strictObject({
  ...findingsMeant,
  /** A receiver of the client. */
  to: z.string().min(1).max(40),
  by,
  via,
});

export interface AssignResult {
  readonly ok: true;
  readonly clientId: string;
  readonly to: string;
  readonly findings: number;
}

/**
 * A named person gives what was displayed to a receiver: it leaves the alerts in which it stood and joins that
 * receiver's, with its age, for as long as its episode lasts.
 */
export const assignFindings = {
  name: "assignFindings",
  input: Input,
  /** @throws {Refused} For what has ended, and for a receiver that the client does not have. */
  async run(world: ChoosingWorld, input: z.output<typeof Input>): Promise<AssignResult> {
    const client = await clientMeant(world, input);
    const { clientId, receivers } = client;
    const known = receivers.map(({ id }) => id);
    if (!known.includes(input.to))
      throw new Refused(
        `${client.name} has no receiver "${input.to}".${didYouMean(input.to, known) || ` Known: ${known.join(", ")}.`}`,
      );
    return changeChoices(world, client, async (transaction, now) => {
      const { open } = await openFindingsMeant(transaction, client, world, input);
      const findings = open.map(({ finding_id: findingId, episode }) => ({ findingId, episode }));
      await putAssignments(transaction, clientId, findings, { assignee: input.to, byWhom: input.by, at: now });
      const findingIds = findings.map(({ findingId }) => findingId);
      const detail = { findingIds, to: input.to, revision: input.revision, via: input.via };
      await addAuditEntry(transaction, { clientId, at: now, byWhom: input.by, verb: "assign", detail });
      return { ok: true, clientId, to: input.to, findings: open.length };
    });
  },
};
