import { countOf } from "../duration.ts";
import type { AlertInput } from "./decide-alert.ts";
import type { Settled } from "./settle-notices.ts";

/** One sentence for an alert's history: what is new in it, what has ended, and where something went. */
export function sayChange(
  { standing, news, joined, worse, returned, ended, moved, touched }: Settled,
  { movedTo, policy }: Pick<AlertInput, "movedTo" | "policy">,
): string {
  if (standing.length === 0 && moved.length === 0) return "everything that was told is over";
  const receivers = [...new Set(moved.map(({ findingId }) => movedTo.get(findingId)))];
  const names = receivers.flatMap((receiver) => (receiver === undefined ? [] : [policy.nameOf(receiver)]));
  const fresh = news.length + worse.length - joined.length;
  const parts = [
    fresh > 0 ? countOf(fresh, "new or worse finding") : null,
    joined.length > 0 ? `${countOf(joined.length, "finding")} that others knew of before` : null,
    returned.length > 0 ? `${countOf(returned.length, "finding")} back within an hour` : null,
    ended.length > 0 ? `${countOf(ended.length, "finding")} over` : null,
    moved.length > 0 ? `${countOf(moved.length, "finding")} moved to ${names.join(", ")}` : null,
    touched.length > 0 ? "details changed" : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(", ") : "its ladder changed";
}
