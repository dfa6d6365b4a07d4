import type { AdminRequest } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";

/** What was written, oldest first: all of it, or of one record type, or of one record, owner or campaign. */
export function journalPage({ portal }: HostedPortal, { query }: AdminRequest): unknown {
  const after = Number(query.get("after") ?? 0);
  const limit = Number(query.get("limit") ?? 1000);
  const type = query.get("type");
  const id = query.get("id");
  const entries = portal.journal.entries.filter(
    (entry) =>
      entry.seq > after &&
      (type === null || ("type" in entry && entry.type === type)) &&
      (id === null || ("id" in entry && entry.id === id)),
  );
  return { entries: entries.slice(0, limit), last: portal.journal.lastSeq };
}
