import type { Ending } from "../../domain/findings/ending.ts";
import type { Exclusion, ExclusionKind } from "../../domain/findings/exclusion.ts";
import type { Links } from "../../domain/links.ts";
import type { Severity } from "../../domain/findings/severity.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";
import type { DatedAcceptance } from "../../storage/acceptances.ts";
import type { FindingVerdict } from "../../storage/database.ts";
import type { FindingRow } from "../../storage/findings.ts";
import type { FindingWords } from "./finding-words.ts";

/** A finding as other programs read it. Instants are ISO 8601, UTC. */
export interface FindingView {
  readonly findingId: string;
  readonly client: { readonly id: string; readonly name: string };
  readonly check: string;
  readonly topic: Topic;
  readonly subject: { readonly type: string; readonly id: string; readonly label: string; readonly url: string | null };
  readonly owner: { readonly id: string; readonly name: string | null } | null;
  readonly severity: Severity;
  readonly status: "open" | "resolved";
  readonly summary: string;
  readonly evidence: Evidence;
  /** Since when it fails in the client's world, which is often before we looked. */
  readonly since: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** When a run last judged it at all, and what that run said. */
  readonly lastJudged: string;
  readonly verdict: FindingVerdict;
  readonly verdictReason: string | null;
  /** How often it has come, this time included. */
  readonly episode: number;
  /** True when the first complete look of its check found it, so that nobody was told. */
  readonly isBaseline: boolean;
  /** True while its check is observed only: it counts in no score, and no one is told. */
  readonly isObserved: boolean;
  readonly resolvedAt: string | null;
  readonly resolvedBecause: string | null;
  /** One word of a closed vocabulary; null while it is open. Only `seen-healthy` is a recovery. */
  readonly ending: Ending | null;
  /** What a person said of it: while this stands, its check opens nothing about this subject. */
  readonly exclusion: {
    readonly kind: ExclusionKind;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  } | null;
  /** A person lives with it until then, while its value stays; null where nobody has said so. */
  readonly acceptance: {
    readonly reason: string;
    readonly by: string;
    readonly at: string;
    readonly until: string;
  } | null;
  readonly dashboardUrl: string | null;
}

/** How findings of one client are read: when, in whose calendar, and beside what people said of them. */
export interface ViewContext {
  readonly clientName: string;
  readonly links: Links;
  readonly words: FindingWords;
  readonly now: Date;
  readonly exclusions: ReadonlyMap<string, Exclusion>;
  readonly acceptances: ReadonlyMap<string, DatedAcceptance>;
  /** The checks that are observed only; left out: none. */
  readonly observed?: ReadonlySet<string>;
}

export function findingView(row: FindingRow, context: ViewContext): FindingView {
  const { clientName, links, words, now, exclusions, acceptances, observed } = context;
  const exclusion = exclusions.get(row.finding_id);
  const acceptance = acceptances.get(row.finding_id);
  return {
    findingId: row.finding_id,
    client: { id: row.client_id, name: clientName },
    check: row.check_id,
    topic: row.topic,
    subject: { type: row.subject_type, id: row.subject_id, label: row.subject_label, url: row.subject_url },
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name },
    severity: row.severity,
    status: row.status,
    summary: words.of(row, now),
    evidence: row.evidence,
    since: row.since.toISOString(),
    firstSeen: row.first_seen_at.toISOString(),
    lastSeen: row.last_seen_at.toISOString(),
    lastJudged: row.last_judged_at.toISOString(),
    verdict: row.verdict,
    verdictReason: row.verdict_reason,
    episode: row.episode,
    isBaseline: row.baseline,
    isObserved: observed?.has(row.check_id) ?? false,
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    resolvedBecause: row.resolved_because,
    ending: row.ending,
    exclusion:
      exclusion === undefined
        ? null
        : { kind: exclusion.kind, reason: exclusion.reason, by: exclusion.byWhom, at: exclusion.at.toISOString() },
    acceptance:
      acceptance === undefined
        ? null
        : {
            reason: acceptance.reason,
            by: acceptance.byWhom,
            at: acceptance.at.toISOString(),
            until: acceptance.until.toISOString(),
          },
    dashboardUrl: links.dashboard(`/clients/${row.client_id}/findings/${encodeURIComponent(row.finding_id)}`),
  };
}
