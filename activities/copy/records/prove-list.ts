import { isMassVanishing, type CopyProgress } from "../../../domain/mirror/mirror.ts";
import { hasShrunk, type ScanStatus } from "../../../domain/mirror/scan.ts";
import { pluralOf } from "../../../domain/plural.ts";
import { countSeenSince } from "../../../storage/mirror.ts";
import { recountRecords } from "../../../storage/record-count.ts";
import { saveProgress } from "../../../storage/mirror-lease.ts";
import { doubtList, saveVanished } from "../../../storage/mirror-state.ts";
import type { Copying } from "./copying.ts";
import { settleWithSearch } from "./settle-with-search.ts";

/** Whether a list that was read to its end is the whole: how many records it has, or why nobody may rest on it. */
export type ListProof =
  | { readonly isProven: true; readonly listedCount: number }
  | {
      readonly isProven: false;
      readonly listedCount: number;
      readonly status: Extract<ScanStatus, "partial" | "suspicious">;
      readonly reason: string;
    };

/**
 * Proves a list: no record twice, the same scopes before and after, as many records as HubSpot's search counts, and not
 * so few that a person, or a second list, has to say so first. What is not proven ends the copy; the next one lists
 * anew.
 */
export async function proveList({ tools, task, lease, state }: Copying, place: CopyProgress): Promise<ListProof> {
  const { db } = tools;
  const { clientId, type } = task;
  const startedAt = new Date(place.startedAt);
  const met = await countSeenSince(db, clientId, type, startedAt);
  const partial = async (listedCount: number, reason: string): Promise<ListProof> => {
    await saveProgress(db, lease, null);
    return { isProven: false, listedCount, status: "partial", reason };
  };

  if (met < place.records)
    return partial(met, `HubSpot listed ${place.records - met} ${pluralOf(type)} twice, so others may be missing.`);
  const change = sayScopeChange(place.scopes ?? null, (await tools.grantedScopes?.()) ?? null);
  if (change !== null)
    return partial(met, `${change} What was read before and after may differ; the next run lists anew.`);
  const apart = await settleWithSearch(
    tools,
    { ...task, properties: place.properties },
    startedAt,
    new Date(place.attempt.startedAt),
  );
  if (apart !== null)
    return partial(
      met,
      `HubSpot listed ${apart.ours} ${pluralOf(type)}, and its search counts ${apart.theirs}. The next run lists anew.`,
    );

  const listedCount = await countSeenSince(db, clientId, type, startedAt);
  if (task.anew) return { isProven: true, listedCount };
  if (hasShrunk(state.listedCount, listedCount)) {
    const reason = `There are ${listedCount} ${pluralOf(type)} where there were ${state.listedCount}. Until someone confirms that with \`revwatch audit --client ${clientId} --accept-shrink\`, nothing is resolved.`;
    await doubtList(db, lease, { listedAt: new Date(place.asOf), doubt: reason });
    return { isProven: false, listedCount, status: "suspicious", reason };
  }
  const known = await recountRecords(db, clientId, type);
  if (state.vanishedAt === null && isMassVanishing(known - listedCount, known)) {
    await saveVanished(db, lease, new Date(place.asOf));
    const reason = `${known - listedCount} of ${known} ${pluralOf(type)} are no longer listed. The next run lists them a second time and decides.`;
    return { isProven: false, listedCount, status: "partial", reason };
  }
  return { isProven: true, listedCount };
}

/** Records that a token may see can change with its scopes, and a list says nothing of that. */
function sayScopeChange(before: readonly string[] | null, after: readonly string[] | null): string | null {
  if (before === null || after === null) return null;
  const lost = before.filter((scope) => !after.includes(scope));
  const gained = after.filter((scope) => !before.includes(scope));
  if (lost.length === 0 && gained.length === 0) return null;
  const parts = [
    lost.length > 0 ? `without ${lost.join(", ")}` : null,
    gained.length > 0 ? `with ${gained.join(", ")}` : null,
  ];
  return `The token's scopes changed while it was read: now ${parts.filter((part) => part !== null).join(" and ")}.`;
}
