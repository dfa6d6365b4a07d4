import type { Touch } from "../../../domain/leads/touch.ts";

/** A call that a person of the team made and that was answered. */
export function callAt(at: Date, more: Partial<Touch> = {}): Touch {
  return { kind: "call", at, reach: "answer", madeBy: "human", bookedAt: null, isSelfBooked: false, ...more };
}
