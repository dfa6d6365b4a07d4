import { endHeldUntil, type FlapFacts } from "../../domain/alerting/flap.ts";
import type { Notice } from "../../domain/alerting/notice.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { findFindings } from "../../storage/findings.ts";

/** Findings of which somebody was told and whose end has not lasted long enough to be told: until when it has to. */
export async function readEndsHeld(
  transaction: StoreHandle,
  clientId: string,
  { notices, isOpen, flap }: { notices: readonly Notice[]; isOpen: (findingId: string) => boolean; flap: FlapFacts },
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  const ended = [...new Set(notices.filter(({ said }) => said !== null).map(({ findingId }) => findingId))].filter(
    (id) => !isOpen(id),
  );
  if (ended.length === 0) return new Map();
  const rows = await findFindings(transaction, clientId, ended);
  return new Map(
    rows.flatMap(({ finding_id: findingId, check_id: checkId, resolved_at: endedAt }) => {
      const until = endedAt === null ? null : endHeldUntil({ checkId, findingId, endedAt }, flap, now);
      return until === null ? [] : [[findingId, until] as const];
    }),
  );
}
