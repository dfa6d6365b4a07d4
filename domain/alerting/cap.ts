import { severityRank, type Severity } from "../findings/severity.ts";
import { countOf } from "../duration.ts";
import type { Notice } from "./notice.ts";
import type { Candidate, Held, Stage } from "./pipeline.ts";

export interface CapFacts {
  /** So many findings that are new to one receiver in one topic are a storm. */
  readonly stormFrom: number;
  /** How bad its receiver knows it to be, by its own line or in a digest; null where it knows nothing of it. */
  readonly heardSeverity: (candidate: Candidate) => Severity | null;
  /** Whether its receiver knows it only as one of a digest. */
  readonly isInDigest: (candidate: Candidate) => boolean;
}

/** What is known of each receiver's findings from the notices. */
export function capFactsOf(notices: readonly Notice[], stormFrom = defaultStormFrom): CapFacts {
  const byKey = new Map(notices.map((notice) => [keyOf(notice), notice]));
  const inDigest = (candidate: Candidate) => {
    const notice = byKey.get(keyOf(candidate));
    return notice?.stage === "cap" && notice.said === null ? notice : undefined;
  };
  return {
    stormFrom,
    heardSeverity: (candidate) =>
      byKey.get(keyOf(candidate))?.said?.severity ?? inDigest(candidate)?.quietSeverity ?? null,
    isInDigest: (candidate) => inDigest(candidate) !== undefined,
  };
}

function keyOf({ findingId, episode, receiver }: Pick<Candidate, "findingId" | "episode" | "receiver">): string {
  return JSON.stringify([findingId, episode, receiver]);
}

export const defaultStormFrom = 25;
/** A digest names so many. */
export const namedInDigest = 5;

/**
 * A storm becomes one digest: the five worst by name, and how many there are. What was in a digest stays counted there
 * when the storm is over, until it gets worse; then it speaks for itself.
 */
export const cap: Stage<CapFacts> = (candidates, facts) => {
  const kept: Candidate[] = [];
  const held: Held[] = [];
  const groups = Map.groupBy(candidates, ({ receiver, topic }) => JSON.stringify([receiver, topic]));
  for (const group of groups.values()) {
    const { news, counted, known } = sort(group, facts);
    kept.push(...known);
    held.push(...counted.map((candidate) => hold(candidate, "it is in a digest that was told, as one of its number")));
    if (news.length < facts.stormFrom) {
      kept.push(...news);
      continue;
    }
    const worstFirst = news.toSorted(
      (a, b) =>
        severityRank(b.severity) - severityRank(a.severity) ||
        a.since.getTime() - b.since.getTime() ||
        (a.findingId < b.findingId ? -1 : 1),
    );
    const because = `${countOf(news.length, "new finding")} at once are one digest, which names the ${namedInDigest} worst`;
    const [worst, ...named] = worstFirst.slice(0, namedInDigest) as [Candidate, ...Candidate[]];
    const note = `the worst of ${countOf(news.length, "new finding")}, of which ${namedInDigest} are named`;
    kept.push({ ...worst, standsFor: news.length, note }, ...named);
    held.push(...worstFirst.slice(namedInDigest).map((candidate) => hold(candidate, because)));
  }
  return { kept, held };
};

function sort(group: readonly Candidate[], { heardSeverity, isInDigest }: CapFacts) {
  const [news, counted, known]: [Candidate[], Candidate[], Candidate[]] = [[], [], []];
  for (const candidate of group) {
    const heard = heardSeverity(candidate);
    if (heard === null || severityRank(candidate.severity) > severityRank(heard)) news.push(candidate);
    else if (isInDigest(candidate)) counted.push(candidate);
    else known.push(candidate);
  }
  return { news, counted, known };
}

function hold(candidate: Candidate, because: string): Held {
  return { candidate, stage: "cap", because, until: null };
}
