import type { ClientConfig } from "../../config/config.ts";
import { withOwnerIds } from "../../domain/alerting/owner-matchers.ts";
import type { Candidate } from "../../domain/alerting/pipeline.ts";
import { lookAtSilences } from "../../domain/alerting/silence.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { endSilences, noteMatches, silencesOf } from "../../storage/silences.ts";
import type { People } from "./people.ts";

/** Notes which silences match something that is open, and ends those that for a day have had nothing to do. */
export async function tendSilences(
  transaction: StoreHandle,
  { clientId }: ClientConfig,
  { open, people }: { readonly open: readonly Candidate[]; readonly people: People },
  now: Date,
): Promise<void> {
  const silences = (await silencesOf(transaction, clientId, now)).map((one) => ({
    ...one,
    matcher: withOwnerIds(one.matcher, people.owners),
  }));
  if (silences.length === 0) return;
  const { matching, idle } = lookAtSilences(silences, open, now);
  await noteMatches(transaction, clientId, matching, now);
  await endSilences(transaction, clientId, idle, { at: now, byWhom: null });
}
