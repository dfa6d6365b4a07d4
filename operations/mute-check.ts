import { z } from "zod";
import { checkById } from "../checks/index.ts";
import type { ClientConfig } from "../config/config.ts";
import { sayMute, type Mute } from "../domain/findings/mute.ts";
import { addAuditEntry } from "../storage/audit-log.ts";
import { forgetFirstLook } from "../storage/check-baselines.ts";
import { countObserved } from "../storage/check-tellings.ts";
import { lockClient } from "../storage/clients.ts";
import { openFindingsOf } from "../storage/findings.ts";
import { forgetRules } from "../storage/judging/forget-rules.ts";
import { muteCheck as keepMuted } from "../storage/muted-checks.ts";
import { endUnwatched } from "./alerting/end-unwatched.ts";
import { wakeAlerts } from "./alerting/wake-alerts.ts";
import { Refused } from "./operation.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  checkId: z.string().min(1).max(80),
  reason: z.string().trim().min(1, "Say why it is muted.").max(300),
  by: z.string().trim().min(1, "Say who mutes it.").max(80),
});

export interface MuteResult {
  readonly ok: true;
  readonly checkId: string;
  /** Findings that ended by this, of all clients. */
  readonly ended: number;
}

/**
 * Takes a bad check out of service for all clients at once. Its findings end as `unwatched`, messages change in place,
 * and nobody is told of any. Said once more, it finishes what an interrupted one has left.
 */
export const muteCheck = {
  name: "muteCheck",
  input: Input,
  /** @throws {Refused} For an id that is no check's. */
  async run(world: World, { checkId, reason, by }: z.output<typeof Input>): Promise<MuteResult> {
    if (checkById(checkId) === undefined)
      throw new Refused(`There is no check “${checkId}”. \`revwatch checks\` lists them.`);
    const mute: Mute = { byWhom: by, reason, at: world.now() };
    // First of all, so that no run that begins now judges by it.
    await world.db.transaction().execute(async (transaction) => {
      await keepMuted(transaction, checkId, mute);
      const entry = { clientId: null, at: mute.at, byWhom: by, verb: "mute-check", detail: { checkId, reason } };
      await addAuditEntry(transaction, entry);
    });
    let ended = 0;
    for (const client of world.config().clients) {
      const here = await endOf(world, client, checkId, mute);
      if (here > 0) await wakeAlerts(world, client.clientId);
      ended += here;
    }
    return { ok: true, checkId, ended };
  },
};

/** Ends what one client has open of it. A run that had judged before waits for its turn, and opens none anew. */
async function endOf(world: World, client: ClientConfig, checkId: string, mute: Mute): Promise<number> {
  const { clientId } = client;
  return world.db.transaction().execute(async (transaction) => {
    await lockClient(transaction, clientId);
    const open = await openFindingsOf(transaction, clientId, checkId);
    const because = `its check was ${sayMute(mute)}`;
    const untold = "its check is muted for all clients, so no one is told how it ended";
    await endUnwatched(transaction, client, world.links, open, {
      because,
      untold,
      at: mute.at,
      run: null,
      now: mute.at,
    });
    await forgetFirstLook(transaction, clientId, checkId);
    await countObserved(transaction, clientId, [checkId], null);
    await forgetRules(transaction, clientId);
    return open.length;
  });
}
