import { HubSpotError } from "../../../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import type { RecordHistory } from "../../../connectors/hubspot/read-history.ts";
import type { StoredHistory } from "../../../domain/mirror/past-values.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { historiesDue, saveHistories } from "../../../storage/histories.ts";
import type { Background } from "../background.ts";

/** HubSpot tells the history of so many records in one answer. */
const idsPerRequest = 50;

interface Asked {
  readonly clientId: string;
  readonly type: string;
  readonly objectType: string;
  /** Whose past checks ask for. */
  readonly properties: readonly string[];
}

/**
 * Reads the histories that a check has asked for, a request for each 50 records and within the run's share. They are
 * judged again by them in this run. What HubSpot does not answer now stays asked for.
 *
 * @returns How many requests were sent.
 */
export async function readHistories(
  db: StoreHandle,
  portal: Pick<HubSpotPortal, "propertyHistory">,
  { clientId, type, objectType, properties }: Asked,
  background: Background | null,
): Promise<number> {
  for (let requests = 0; ; requests += 1) {
    const due = await historiesDue(db, clientId, type, idsPerRequest);
    if (due.length === 0 || (background !== null && !(await background.mayAsk()))) return requests;
    try {
      const ids = due.map(({ id }) => id);
      const histories = await portal.propertyHistory(objectType, ids, properties);
      const read = due.map((one) => ({ ...one, history: stored(histories.get(one.id), properties) }));
      await saveHistories(db, clientId, type, read);
    } catch (error) {
      if (error instanceof HubSpotError) return requests + 1;
      throw error;
    }
  }
}

/**
 * Each property is there, so that one which never had a value is not taken for one that nobody has read. Of a record of
 * which HubSpot tells nothing none is: it was merged or deleted since, and its past is unknown.
 */
function stored(history: RecordHistory | undefined, properties: readonly string[]): StoredHistory {
  if (history === undefined) return {};
  return Object.fromEntries(
    properties.map((name) => {
      const changes = history.get(name) ?? [];
      return [name, changes.map(({ value, at, source }) => ({ value, at: at.toISOString(), source }))];
    }),
  );
}
