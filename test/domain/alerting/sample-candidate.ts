import type { Candidate, Staged } from "../../../domain/alerting/pipeline.ts";

export const noon = new Date("2026-11-25T12:00:00Z");
export const minutesAfterNoon = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
export const sayInstant = (at: Date) => at.toISOString().slice(0, 16);

/** A waiting lead of Ana's, with a number that makes it its own. */
export function sampleCandidate(number: number, own: Partial<Candidate> = {}): Candidate {
  return {
    findingId: `lead-unanswered.contact.${number}`,
    episode: 1,
    checkId: "lead-unanswered",
    topic: "waiting-leads",
    severity: "high",
    subject: { type: "contact", id: String(number) },
    ownerId: "ana",
    teams: [],
    pipeline: null,
    form: null,
    evidence: {},
    since: minutesAfterNoon(-60),
    openedAt: minutesAfterNoon(-30),
    isBaseline: false,
    receiver: "sales-lead",
    ...own,
  };
}

/** Who hears of what, and why nobody hears of the rest. */
export function plainly({ kept, held }: Staged) {
  return {
    kept: kept.map(({ subject, receiver }) => `${subject.id} → ${receiver}`),
    held: held.map(({ candidate, because }) => `${candidate.subject.id}: ${because}`),
  };
}
