import { z } from "zod";
import { withdrawAcceptance as takeBack } from "../../storage/acceptances.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { Refused } from "../operation.ts";
import { locateFinding } from "../reads/locate-finding.ts";
import { changeChoices, type ChoosingWorld } from "./change-choices.ts";
import { by, via } from "./meant-findings.ts";

const Input = z.strictObject({
  findingId: z.string().min(1).max(500),
  clientId: z.string().optional(),
  by,
  via,
});

/** A named person no longer accepts a finding: while it is open, it is told to whoever has not heard of it. */
export const withdrawAcceptance = {
  name: "withdrawAcceptance",
  input: Input,
  /** @throws {Refused} When nobody has accepted it. */
  async run(
    world: ChoosingWorld,
    input: z.output<typeof Input>,
  ): Promise<{ readonly ok: true; readonly clientId: string; readonly findingId: string }> {
    const { row, client } = await locateFinding(world, input);
    const { clientId } = client;
    const { finding_id: findingId } = row;
    return changeChoices(world, client, async (transaction, now) => {
      if (!(await takeBack(transaction, clientId, findingId))) throw new Refused("No one has accepted this finding.");
      const detail = { findingId, via: input.via };
      await addAuditEntry(transaction, { clientId, at: now, byWhom: input.by, verb: "withdraw-acceptance", detail });
      return { ok: true, clientId, findingId };
    });
  },
};
