import { alarmKey, type AlarmRecord } from "../../domain/watch/alarm.ts";
import type { AlarmBook } from "../../domain/watch/alarm-book.ts";

export interface MemoryBook extends AlarmBook {
  all(): readonly AlarmRecord[];
}

const rememberMs = 26 * 3_600_000;
const keyOf = (record: AlarmRecord) => alarmKey({ ...record, clientId: record.clientId || null });

/**
 * The alarms of one process alone, for what cannot be kept in the database.
 *
 * @param onChange - Told after each change, with everything.
 */
export function memoryBook(
  before: readonly AlarmRecord[] = [],
  onChange?: (all: readonly AlarmRecord[]) => void,
): MemoryBook {
  const records = new Map(before.map((record) => [keyOf(record), record]));
  const all = () => [...records.values()];
  return {
    all,
    async latest(now) {
      for (const [key, { state, endedAt }] of records)
        if (state === "ended" && endedAt !== null && now.getTime() - endedAt.getTime() > rememberMs)
          records.delete(key);
      return all();
    },
    async put(record) {
      const known = records.get(keyOf(record));
      const isNew = record.version === 0;
      if (known !== undefined && !isNew && known.version !== record.version) return null;
      if (known !== undefined && isNew && known.state !== "ended") return null;
      const next = { ...record, version: record.version + 1 };
      records.set(keyOf(record), next);
      onChange?.(all());
      return next;
    },
    async forget(record) {
      if (records.get(keyOf(record))?.version !== record.version) return;
      records.delete(keyOf(record));
      onChange?.(all());
    },
  };
}
