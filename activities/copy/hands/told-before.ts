import { checksOfHands } from "../../../checks/promise.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { findingsOf } from "../../../storage/findings.ts";
import { readHandState } from "../../../storage/hands/hand-knowledge.ts";

/**
 * The hands of which people were told before hands were kept: contact id → when it was raised. Only the first copy
 * after an upgrade finds any: what is open then goes on, and nobody hears that it is over because of a rule of today.
 */
export async function toldBefore(db: StoreHandle, clientId: string): Promise<ReadonlyMap<string, Date>> {
  if ((await readHandState(db, clientId)) !== null) return new Map();
  const tellers = checksOfHands().map(({ id }) => id);
  const told = new Map<string, Date>();
  for (const { subject_id, status, evidence } of (await findingsOf(db, clientId, tellers)).values()) {
    if (status !== "open") continue;
    const raisedAt = evidence["raisedHandAt"];
    if (typeof raisedAt === "string" && !Number.isNaN(Date.parse(raisedAt))) told.set(subject_id, new Date(raisedAt));
  }
  return told;
}
