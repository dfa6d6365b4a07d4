import type { StoreHandle } from "../../storage/database.ts";
import type { FindingEventInsert } from "../../storage/findings.ts";
import { addProblems, reopeningsSince } from "../../storage/problems.ts";

const windowMs = 90 * 86_400_000;
const enough = 3;

/**
 * What has come back three times within 90 days is a problem: whoever is told of it now is asked for its cause, once.
 *
 * @param toldOf - Who is told of a finding now: finding id → receiver.
 */
export async function askForCauses(
  transaction: StoreHandle,
  clientId: string,
  toldOf: ReadonlyMap<string, string>,
  { events = [], now }: { readonly events?: readonly FindingEventInsert[]; readonly now: Date },
): Promise<void> {
  const back = events.filter(({ kind, finding_id }) => kind === "reopened" && toldOf.has(finding_id));
  const ids = back.map(({ finding_id }) => finding_id);
  const counts = await reopeningsSince(transaction, clientId, ids, new Date(now.getTime() - windowMs));
  await addProblems(
    transaction,
    [...counts]
      .filter(([, reopened]) => reopened >= enough)
      .map(([finding_id, reopened]) => ({
        client_id: clientId,
        finding_id,
        reopened,
        asked_of: toldOf.get(finding_id)!,
        asked_at: now,
      })),
  );
}
