import type { SourceReader } from "../../checks/sources/source.ts";
import { clocksSince } from "../../storage/hands/kept-hands.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { AuditPlan } from "../shapes.ts";

const dayMs = 86_400_000;

/** What the sources of one run load from. */
export async function openSources(
  db: StoreHandle,
  clientId: string,
  asOf: Date,
  { touchLookBackDays, handLookBackDays = 0 }: Pick<AuditPlan, "touchLookBackDays" | "handLookBackDays">,
): Promise<SourceReader> {
  // Who has waited for longer than that is handed over, so their hands are wanted too.
  const days = Math.max(2 * touchLookBackDays, handLookBackDays + 1);
  const since = new Date(asOf.getTime() - days * dayMs);
  const clocks = touchLookBackDays > 0 ? await clocksSince(db, clientId, since) : new Map<string, never>();
  return {
    clocks: (contactIds) =>
      Promise.resolve(new Map(contactIds.flatMap((id) => (clocks.has(id) ? [[id, clocks.get(id)!] as const] : [])))),
  };
}
