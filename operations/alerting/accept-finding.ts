import { z } from "zod";
import { acceptedBy } from "../../config/check-relations.ts";
import { acceptedValue, longestAcceptanceDays } from "../../domain/alerting/accept.ts";
import { instantOfText } from "../../domain/time/local-text.ts";
import { putAcceptance } from "../../storage/acceptances.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { Refused } from "../operation.ts";
import { locateFinding } from "../reads/locate-finding.ts";
import { changeChoices, type ChoosingWorld } from "./change-choices.ts";
import { by, reason, via } from "./meant-findings.ts";

const dayMs = 86_400_000;

const Input = z.strictObject({
  findingId: z.string().min(1).max(500),
  clientId: z.string().optional(),
  /** The last day on which it holds, in the client's zone, such as "2027-03-31". */
  until: z.string().max(40),
  reason,
  by,
  via,
});

export interface AcceptanceResult {
  readonly ok: true;
  readonly clientId: string;
  readonly findingId: string;
  /** ISO 8601, UTC. */
  readonly until: string;
}

/**
 * A named person lives with a finding as it is now. It stays open and is shown as debt; nobody is told of it until the
 * accepted value changes, it gets worse, or the time is over: then whoever accepted it is asked again.
 */
export const acceptFinding = {
  name: "acceptFinding",
  input: Input,
  /** @throws {Refused} For a finding that has ended, and for an end that is past or more than a year ahead. */
  async run(world: ChoosingWorld, input: z.output<typeof Input>): Promise<AcceptanceResult> {
    const { client } = await locateFinding(world, input);
    const { clientId, timeZone } = client;
    return changeChoices(world, client, async (transaction, now) => {
      const { row } = await locateFinding({ ...world, db: transaction }, { ...input, clientId });
      if (row.status !== "open") throw new Refused("This finding has ended already.");
      const until = instantOfText(input.until, timeZone);
      if (until === null)
        throw new Refused(`"${input.until}" is no day. Write the last day on which it holds, such as 2027-03-31.`);
      if (until <= now) throw new Refused("This end lies in the past. Write a later one.");
      if (until.getTime() - now.getTime() > longestAcceptanceDays * dayMs)
        throw new Refused("What is accepted is looked at again within a year. Write an earlier day.");
      const value = acceptedValue(row.evidence, acceptedBy.get(row.check_id));
      const { severity, finding_id: findingId } = row;
      await putAcceptance(transaction, row, { value, severity, reason: input.reason, byWhom: input.by, until }, now);
      const detail = { findingId, until: until.toISOString(), reason: input.reason, via: input.via };
      await addAuditEntry(transaction, { clientId, at: now, byWhom: input.by, verb: "accept-finding", detail });
      return { ok: true, clientId, findingId, until: until.toISOString() };
    });
  },
};
