import type { Kysely } from "kysely";
import type { RawRecord } from "../../connectors/hubspot/record-pages.ts";
import type { CopyProgress } from "../../domain/mirror.ts";
import type { Database } from "../../storage/database.ts";
import { putRecords } from "../../storage/mirror.ts";
import { saveProgress } from "../../storage/mirror-state.ts";

export interface PageWriterOptions {
  readonly db: Kysely<Database>;
  readonly clientId: string;
  readonly type: string;
  readonly holder: string;
  /** The instant that what is met now carries. */
  readonly seenAt: Date;
}

/** Stores pages a few at a time, each batch in one transaction with the place that it reaches up to. */
export interface PageWriter {
  /** Takes a page, and the place to go on from once it is stored. */
  add(records: readonly RawRecord[], reached: CopyProgress): Promise<void>;
  /** Stores what is still held. */
  flush(): Promise<void>;
}

const recordsPerBatch = 1_000;
const longestHeldMs = 1_000;

export function createPageWriter({ db, clientId, type, holder, seenAt }: PageWriterOptions): PageWriter {
  let held: RawRecord[] = [];
  let place: CopyProgress | null = null;
  let heldSince = 0;

  async function flush(): Promise<void> {
    if (place === null) return;
    const batch = held;
    const reached = place;
    held = [];
    place = null;
    await db.transaction().execute(async (transaction) => {
      await saveProgress(transaction, clientId, type, holder, reached);
      await putRecords(transaction, clientId, type, batch, seenAt);
    });
  }

  return {
    async add(records, reached) {
      if (place === null) heldSince = Date.now();
      held.push(...records);
      place = reached;
      if (held.length >= recordsPerBatch || Date.now() - heldSince >= longestHeldMs) await flush();
    },
    flush,
  };
}
