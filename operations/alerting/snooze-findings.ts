import { z } from "zod";
import { businessTimeOf } from "../../config/calendar.ts";
import type { ClientConfig } from "../../config/config.ts";
import { snoozeUntil, type SnoozeFor } from "../../domain/time/snooze-until.ts";
import { snoozeLengths } from "../../domain/snooze-length.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { putSnoozes } from "../../storage/snoozes.ts";
import { Refused } from "../operation.ts";
import { changeChoices, type ChoosingWorld } from "./change-choices.ts";
import { by, clientMeant, findingsMeant, openFindingsMeant, via } from "./meant-findings.ts";

const Input = z.strictObject({
  ...findingsMeant,
  /** An hour; the next working day; the next Monday; or a local day such as "2026-12-03". */
  for: z.union([
    z.enum(snoozeLengths),
    z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "Write 1h, tomorrow, monday, or a day such as 2026-12-03."),
  ]),
  by,
  via,
});

export interface SnoozeResult {
  readonly ok: true;
  readonly clientId: string;
  /** ISO 8601, UTC. */
  readonly until: string;
  readonly findings: number;
}

/**
 * A named person wants to be reminded later of what was displayed: for one receiver where the alert or message has one,
 * for every receiver of the client otherwise. What gets worse speaks up before. Then whoever snoozed is asked first.
 */
export const snoozeFindings = {
  name: "snoozeFindings",
  input: Input,
  /** @throws {Refused} For what has ended, and for a day that is not to come. */
  async run(world: ChoosingWorld, input: z.output<typeof Input>): Promise<SnoozeResult> {
    const client = await clientMeant(world, input);
    const { clientId } = client;
    return changeChoices(world, client, async (transaction, now) => {
      const until = untilOf(input.for, client, now);
      const { open, receiver } = await openFindingsMeant(transaction, client, world, input);
      const receivers = receiver === null ? client.receivers.map(({ id }) => id) : [receiver];
      const snoozes = open.flatMap(({ finding_id: findingId, episode, severity }) =>
        receivers.map((one) => ({ findingId, episode, receiver: one, severity, byWhom: input.by, until })),
      );
      await putSnoozes(transaction, clientId, snoozes, now);
      const findingIds = open.map(({ finding_id }) => finding_id);
      const detail = { findingIds, receiver, until: until.toISOString(), revision: input.revision, via: input.via };
      await addAuditEntry(transaction, { clientId, at: now, byWhom: input.by, verb: "snooze", detail });
      return { ok: true, clientId, until: until.toISOString(), findings: open.length };
    });
  },
};

function untilOf(text: string, client: ClientConfig, now: Date): Date {
  const length: SnoozeFor = snoozeLengths.find((one) => one === text) ?? { day: text };
  try {
    return snoozeUntil(length, businessTimeOf(client), now);
  } catch (error) {
    if (error instanceof RangeError) throw new Refused(error.message);
    throw error;
  }
}
