import { everybody, untoldNotice, type Notice } from "../../domain/alerting/notice.ts";
import { observedOnly, type ObserveFacts } from "../../domain/alerting/observe.ts";
import type { Candidate } from "../../domain/alerting/pipeline.ts";
import { episodeKey, type QuietFacts } from "../../domain/alerting/quiet.ts";
import { severityRank } from "../../domain/findings/severity.ts";
import type { RunMode, StoreHandle } from "../../storage/database.ts";
import { saveNotices } from "../../storage/notices.ts";
import type { Picture } from "./picture.ts";

export interface LookedAt {
  readonly mode: RunMode;
  readonly now: Date;
}

export const firstLook = "this is the first complete look of its check: it is counted and shown, and no one is told";

/** Why a run that looks at the past tells nobody. */
export const lookBackReasons: Readonly<Partial<Record<RunMode, string>>> = {
  baseline: "this is the client's first audit: it is counted and shown, and no one is told",
  history: "imported history",
};

/**
 * Of which open episodes nobody is told, up to which severity: as it was kept, and what this look adds. A look at the
 * past keeps everything quiet that nobody was told of, and that does not wait to be told; a live one what the first
 * look of its check has found, and what an observed check has: that stays so when the check alerts one day.
 *
 * @param quiet - The notices that stand for everybody.
 * @param notices - Those of receivers.
 */
export function quietFactsOf(
  open: ReadonlyMap<string, Candidate>,
  quiet: readonly Notice[],
  notices: readonly Notice[],
  { mode, observed }: Pick<LookedAt, "mode"> & ObserveFacts,
): QuietFacts {
  const facts = new Map(
    quiet
      .filter((notice) => open.get(notice.findingId)?.episode === notice.episode)
      .map((notice) => [episodeKey(notice), { severity: notice.quietSeverity ?? "critical", because: notice.because }]),
  );
  const told = new Set(notices.filter(({ said }) => said !== null).map(episodeKey));
  const waiting = new Set(notices.filter(({ said }) => said === null).map(episodeKey));
  const lookBack = lookBackReasons[mode];
  for (const candidate of open.values()) {
    const key = episodeKey(candidate);
    const known = facts.get(key);
    const because =
      lookBack ??
      (observed.has(candidate.checkId) ? observedOnly : null) ??
      (candidate.isBaseline && known === undefined ? firstLook : null);
    const isNoWorse = known !== undefined && severityRank(candidate.severity) <= severityRank(known.severity);
    const isWaiting = lookBack !== undefined && known === undefined && waiting.has(key);
    if (because === null || isNoWorse || isWaiting || told.has(key)) continue;
    facts.set(key, { severity: candidate.severity, because });
  }
  return facts;
}

/** Keeps what nobody is told of, and ends what is no longer open. */
export async function keepQuietNotices(
  transaction: StoreHandle,
  { open, quiet, quietFacts, clientId }: Picture & { readonly clientId: string },
  { now }: LookedAt,
): Promise<void> {
  const before = new Map(quiet.map((notice) => [episodeKey(notice), notice]));
  const begun = [...open.values()].flatMap((candidate): readonly Notice[] => {
    const fact = quietFacts.get(episodeKey(candidate));
    const known = before.get(episodeKey(candidate));
    if (fact === undefined || known?.quietSeverity === fact.severity) return [];
    return [{ ...untoldNotice(candidate, everybody), because: fact.because, quietSeverity: fact.severity }];
  });
  const ended = quiet
    .filter((notice) => open.get(notice.findingId)?.episode !== notice.episode)
    .map((notice): Notice => ({ ...notice, state: "over" }));
  await saveNotices(transaction, clientId, [...begun, ...ended], now);
}
