import { severityRank, type Severity } from "../findings/severity.ts";
import { partition } from "../partition.ts";
import type { Candidate, Held, Stage } from "./pipeline.ts";

/** Up to which severity nobody is told of an episode, and why: by `episodeKey`. */
export type QuietFacts = ReadonlyMap<string, { readonly severity: Severity; readonly because: string }>;

export const episodeKey = ({ findingId, episode }: { readonly findingId: string; readonly episode: number }) =>
  `${findingId}/${episode}`;

/**
 * What was there before anybody was to be told belongs to its episode and holds for every receiver, those of later too:
 * it ends with a worse severity or a new episode.
 */
export const keepQuiet: Stage<QuietFacts> = (candidates, quiet) => {
  const [held, kept] = partition(candidates, (candidate) => {
    const known = quiet.get(episodeKey(candidate));
    return known !== undefined && severityRank(candidate.severity) <= severityRank(known.severity);
  });
  return { kept, held: held.map((candidate) => hold(candidate, quiet)) };
};

function hold(candidate: Candidate, quiet: QuietFacts): Held {
  return { candidate, stage: "decide", because: quiet.get(episodeKey(candidate))!.because, until: null };
}
