import { z } from "zod";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { endSnoozes } from "../../storage/snoozes.ts";
import { Refused } from "../operation.ts";
import { changeChoices, type ChoosingWorld } from "./change-choices.ts";
import { by, clientMeant, findingsMeant, openFindingsMeant, via } from "./meant-findings.ts";

const Input = z.strictObject({ ...findingsMeant, by, via });

/** A named person wants to hear again at once of what was snoozed. */
export const endSnooze = {
  name: "endSnooze",
  input: Input,
  /** @throws {Refused} When nothing of it is snoozed. */
  async run(
    world: ChoosingWorld,
    input: z.output<typeof Input>,
  ): Promise<{ readonly ok: true; readonly clientId: string; readonly findings: number }> {
    const client = await clientMeant(world, input);
    const { clientId } = client;
    return changeChoices(world, client, async (transaction, now) => {
      const { open, receiver } = await openFindingsMeant(transaction, client, world, input);
      const findingIds = open.map(({ finding_id }) => finding_id);
      const ended = await endSnoozes(transaction, clientId, findingIds, { receiver, now });
      if (ended === 0) throw new Refused("Nothing of this is snoozed.");
      const detail = { findingIds, receiver, via: input.via };
      await addAuditEntry(transaction, { clientId, at: now, byWhom: input.by, verb: "end-snooze", detail });
      return { ok: true, clientId, findings: open.length };
    });
  },
};
