import { isOnlyRicher } from "./is-only-richer.ts";
import type { SplitItem } from "./split-item.ts";

/** An item as it was last met. */
export interface KnownItem {
  readonly version: number;
  readonly isPresent: boolean;
  readonly hash: string;
  /** Null: it is deleted. */
  readonly content: unknown;
  readonly figures: string;
  /** Null: no version of it is approved. */
  readonly approvedVersion: number | null;
  readonly approvedHash: string | null;
}

export interface Decided {
  readonly id: string;
  /** The version to write; the present one where it is written over, because it only holds a field more. */
  readonly version: number;
  readonly change: "created" | "changed" | "deleted" | "recreated" | "richer" | "moved";
  readonly item: SplitItem | null;
  /** It is again as it was approved, so that there is nothing to look into. */
  readonly isReverted: boolean;
}

/** What a look makes of the items that are known; equal ones are left out. */
export function decideVersions(known: ReadonlyMap<string, KnownItem>, items: readonly SplitItem[]): readonly Decided[] {
  const met = new Set(items.map(({ id }) => id));
  const decided = items.flatMap((item): readonly Decided[] => {
    const before = known.get(item.id);
    if (before === undefined) return [{ id: item.id, version: 1, change: "created", item, isReverted: false }];
    const isReverted = before.approvedVersion !== null && before.approvedHash === item.hash;
    const next = { id: item.id, version: before.version + 1, item, isReverted };
    if (!before.isPresent) return [{ ...next, change: "recreated" }];
    if (before.hash === item.hash)
      return before.figures === item.figures ? [] : [{ ...next, version: before.version, change: "moved" }];
    if (isOnlyRicher(before.content, JSON.parse(item.content)))
      return [{ ...next, version: before.version, change: "richer" }];
    return [{ ...next, change: "changed" }];
  });
  for (const [id, before] of known)
    if (before.isPresent && !met.has(id))
      decided.push({
        id,
        version: before.version + 1,
        change: "deleted",
        item: null,
        // What came and went without anybody's approval leaves nothing behind.
        isReverted: before.approvedVersion === null,
      });
  return decided;
}
