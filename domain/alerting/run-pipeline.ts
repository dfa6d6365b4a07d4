import { accept, type AcceptFacts } from "./accept.ts";
import { flap, type FlapFacts } from "./flap.ts";
import { inhibit, type InhibitFacts } from "./inhibit.ts";
import { maintain, type MaintainFacts } from "./maintain.ts";
import type { Candidate, Held, Staged } from "./pipeline.ts";
import { observe, type ObserveFacts } from "./observe.ts";
import { route, type RouteFacts } from "./route.ts";
import { silence, type SilenceFacts } from "./silence.ts";
import { snooze, type SnoozeFacts } from "./snooze.ts";

/** What each stage has to know, by its name. */
export interface PipelineFacts {
  readonly observe: ObserveFacts;
  readonly route: RouteFacts;
  readonly inhibit: InhibitFacts;
  readonly maintain: MaintainFacts;
  readonly silence: SilenceFacts;
  readonly snooze: SnoozeFacts;
  readonly accept: AcceptFacts;
  readonly flap: FlapFacts;
}

type Step = (candidates: readonly Candidate[], facts: PipelineFacts, now: Date) => Staged;

/** In the order of `stages`. Who is held by one is not seen by the next. */
const steps: readonly Step[] = [
  (candidates, facts, now) => observe(candidates, facts.observe, now),
  (candidates, facts, now) => route(candidates, facts.route, now),
  (candidates, facts, now) => inhibit(candidates, facts.inhibit, now),
  (candidates, facts, now) => maintain(candidates, facts.maintain, now),
  (candidates, facts, now) => silence(candidates, facts.silence, now),
  (candidates, facts, now) => snooze(candidates, facts.snooze, now),
  (candidates, facts, now) => accept(candidates, facts.accept, now),
  (candidates, facts, now) => flap(candidates, facts.flap, now),
];

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
