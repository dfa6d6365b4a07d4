import { z } from "zod";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { endSilences } from "../../storage/silences.ts";
import { Refused } from "../operation.ts";
import { knownClient } from "../reads/known-client.ts";
import { changeChoices, type ChoosingWorld } from "./change-choices.ts";
import { by, via } from "./meant-findings.ts";

const Input = z.strictObject({ clientId: z.string(), silenceId: z.string().min(1).max(40), by, via });

/** A named person lifts a silence before its time. Each receiver hears the difference from what it heard last. */
export const endSilence = {
  name: "endSilence",
  input: Input,
  /** @throws {Refused} For a silence that does not hold. */
  async run(
    world: ChoosingWorld,
    { clientId, silenceId, by: byWhom, via: from }: z.output<typeof Input>,
  ): Promise<{ readonly ok: true; readonly clientId: string; readonly silenceId: string }> {
    const client = knownClient(world.config(), clientId);
    return changeChoices(world, client, async (transaction, now) => {
      if ((await endSilences(transaction, clientId, [silenceId], { at: now, byWhom })) === 0)
        throw new Refused(`No silence "${silenceId}" holds. \`revwatch silence list\` lists them.`);
      const detail = { silenceId, via: from };
      await addAuditEntry(transaction, { clientId, at: now, byWhom, verb: "end-silence", detail });
      return { ok: true, clientId, silenceId };
    });
  },
};
