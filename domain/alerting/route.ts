import type { Candidate, Stage } from "./pipeline.ts";
import type { Topic } from "./topic.ts";

export interface RouteFacts {
  /** Which receiver hears of a topic. */
  readonly byTopic: Readonly<Record<Topic, string>>;
}

/** Names the receivers of each finding: a candidate comes out once for each of them. */
export const route: Stage<RouteFacts> = (candidates, { byTopic }) => ({
  kept: candidates.map((candidate): Candidate => ({ ...candidate, receiver: byTopic[candidate.topic] })),
  held: [],
});
