import { acceptedBy } from "../../config/check-relations.ts";
import { endOfAcceptance } from "../../domain/alerting/accept.ts";
import { acceptancesOf } from "../../storage/acceptances.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { findFindings } from "../../storage/findings.ts";
import { heldByAcceptance } from "../../storage/notices.ts";

/** Whether something is held as accepted of which the accepted value has changed: a change of evidence is no event. */
export async function hasEndedAcceptance(db: StoreHandle, clientId: string, now: Date): Promise<boolean> {
  const held = await heldByAcceptance(db, clientId);
  if (held.length === 0) return false;
  const acceptances = await acceptancesOf(db, clientId);
  const rows = await findFindings(db, clientId, held);
  return rows.some(({ finding_id, check_id, severity, evidence, status }) => {
    const acceptance = acceptances.get(finding_id);
    if (acceptance === undefined || status !== "open") return false;
    return endOfAcceptance(acceptance, { severity, evidence }, acceptedBy.get(check_id), now) !== null;
  });
}
