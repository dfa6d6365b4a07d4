import type { Candidate, Held, Staged } from "./pipeline.ts";

/** Keeps every candidate for which there is no reason to hold it. */
export function keepUnless(
  candidates: readonly Candidate[],
  reasonOf: (candidate: Candidate) => Omit<Held, "candidate"> | null,
): Staged {
  const kept: Candidate[] = [];
  const held: Held[] = [];
  for (const candidate of candidates) {
    const reason = reasonOf(candidate);
    if (reason === null) kept.push(candidate);
    else held.push({ candidate, ...reason });
  }
  return { kept, held };
}
