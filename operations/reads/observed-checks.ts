import { checkById } from "../../checks/index.ts";
import type { ClientConfig } from "../../config/config.ts";
import { alertsFrom } from "../../domain/findings/telling.ts";
import { tellingsOf } from "../../storage/check-tellings.ts";
import type { StoreReader } from "../../storage/database.ts";
import { openOfChecks } from "../../storage/reads/open-of-checks.ts";

/** A check of which nothing is told at a client. Instants are ISO 8601. */
export interface ObservedCheck {
  readonly checkId: string;
  readonly open: number;
  /** Its first complete live look; null until then. */
  readonly since: string | null;
  /** When it alerts by itself; null while that is not known, and for one that only a person lets alert. */
  readonly alertsFrom: string | null;
  readonly by: string;
}

/** The checks that are switched on for a client and observed only, by id. */
export async function readObservedChecks(db: StoreReader, client: ClientConfig): Promise<readonly ObservedCheck[]> {
  const enabled = new Set(client.monitors.map(({ checkId }) => checkId));
  const tellings = await tellingsOf(db, client.clientId);
  const observed = [...tellings].filter(
    ([checkId, { telling }]) => telling === "observe" && enabled.has(checkId) && checkById(checkId) !== undefined,
  );
  const open = await openOfChecks(
    db,
    client.clientId,
    observed.map(([checkId]) => checkId),
  );
  return observed
    .map(([checkId, telling]) => ({
      checkId,
      open: open.get(checkId) ?? 0,
      since: telling.since?.toISOString() ?? null,
      alertsFrom: alertsFrom(telling, client.observeDays)?.toISOString() ?? null,
      by: telling.byWhom,
    }))
    .toSorted((a, b) => a.checkId.localeCompare(b.checkId));
}
