import type { Candidate, Held, Staged } from "./pipeline.ts";
import { route, type RouteFacts } from "./route.ts";

/** What each stage has to know, by its name. */
export interface PipelineFacts {
  readonly route: RouteFacts;
}

type Step = (candidates: readonly Candidate[], facts: PipelineFacts, now: Date) => Staged;

/** In the order of `stages`. Who is held by one is not seen by the next. */
const steps: readonly Step[] = [(candidates, facts, now) => route(candidates, facts.route, now)];

/** Takes every open finding of a client through the stages: who is told of what, and who is not, and why. */
export function runPipeline(candidates: readonly Candidate[], facts: PipelineFacts, now: Date): Staged {
  const held: Held[] = [];
  let kept = candidates;
  for (const step of steps) {
    const staged = step(kept, facts, now);
    kept = staged.kept;
    held.push(...staged.held);
  }
  return { kept, held };
}
