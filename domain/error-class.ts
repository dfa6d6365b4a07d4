/**
 * What an error says has to happen next. Each outside world has one classifier that gives these; nothing else decides
 * by the name or text of an error.
 *
 * - `input`: what was asked makes no sense; the same question gets the same answer.
 * - `programming`: a fault of ours; only another version of Revwatch ends it.
 * - `refused`: the other side says no for good, until a person changes something there.
 * - `throttled`: the other side asks to wait.
 * - `uncertain`: nobody can say whether it happened.
 * - `outage`: the other side is away; trying again is right, with patience.
 */
export const errorClasses = ["input", "programming", "refused", "throttled", "uncertain", "outage"] as const;
export type ErrorClass = (typeof errorClasses)[number];

/** An error, classified. */
export interface Fault {
  readonly class: ErrorClass;
  /** Only for `throttled`, and only when the other side named a wait. */
  readonly retryAfterMs?: number;
}

/** True when the same attempt, made again later, can end differently without anyone changing anything. */
export function passes(errorClass: ErrorClass): boolean {
  return errorClass === "throttled" || errorClass === "uncertain" || errorClass === "outage";
}
