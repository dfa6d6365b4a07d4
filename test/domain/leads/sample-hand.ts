import type { Clock } from "../../../domain/leads/hand.ts";
import type { NoticedHand } from "../../../storage/hands/noticed-hands.ts";

/** Somebody sent the demo form and waits. */
export function clockAt(raisedAt: Date, more: Partial<Clock> = {}): Clock {
  return {
    handId: `hand-${raisedAt.getTime()}`,
    raisedAt,
    how: "form",
    source: "Contact us: Demo request",
    class: "hand",
    state: "waiting",
    endedAt: null,
    answeredBy: null,
    attempts: 0,
    automated: 0,
    ai: 0,
    ...more,
  };
}

/** The same, answered by a person at an instant. */
export function answeredAt(raisedAt: Date, endedAt: Date, more: Partial<Clock> = {}): Clock {
  return clockAt(raisedAt, { state: "answered", endedAt, answeredBy: "human", ...more });
}

/** A demo form of a lead, as it was noticed. */
export function noticedHand(more: Partial<NoticedHand> & Pick<NoticedHand, "contactId" | "raisedAt">): NoticedHand {
  return {
    label: "Ana Ruiz",
    how: "form",
    source: "Contact us: Demo request",
    sourceId: null,
    form: null,
    class: "hand",
    classBy: "name",
    wasLead: true,
    isHistoryCut: false,
    ...more,
  };
}
