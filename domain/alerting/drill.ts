import type { Candidate } from "./pipeline.ts";
import { topics, type Topic } from "./topic.ts";

/** A marked test that goes the whole way of an alert. */
export interface Drill {
  readonly clientName: string;
  readonly by: string;
  /** ISO 8601: when it was asked for. */
  readonly at: string;
  readonly timeZone: string;
}

/** One step of a drill's way, with how long it took from the beginning. */
export interface DrillHop {
  readonly hop: "config" | "pipeline" | "outbox" | "sender" | "channel";
  readonly what: string;
  readonly state: "ok" | "held" | "failed" | "waiting";
  /** Since the drill began. */
  readonly afterMs: number;
}

/** What a drill sends through the stages: a finding of each topic, marked, that no portal has. */
export function drillCandidates(now: Date): readonly Candidate[] {
  return topics.map((topic) => ({
    findingId: `drill.${topic}`,
    episode: 1,
    checkId: "drill",
    topic,
    severity: "high",
    subject: { type: "drill", id: topic },
    ownerId: null,
    teams: [],
    pipeline: null,
    form: null,
    evidence: {},
    since: now,
    // Long enough ago for every check that has to last.
    openedAt: new Date(now.getTime() - 7 * 86_400_000),
    isBaseline: false,
    receiver: null,
  }));
}

/** Topics by what becomes of them: "waiting-leads and routing to Mia Chen". */
export function sayTopics(topicsOfOne: readonly Topic[]): string {
  return topicsOfOne.length < 2
    ? topicsOfOne.join("")
    : `${topicsOfOne.slice(0, -1).join(", ")} and ${topicsOfOne.at(-1)}`;
}
