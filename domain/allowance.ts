/** How many requests a portal takes in a rolling window. */
export interface Allowance {
  readonly requests: number;
  readonly windowMs: number;
}

/** Requests that one worker holds or has sent. */
export interface Slice {
  /** When the last of them was sent, or may be sent at the latest. */
  readonly until: Date;
  readonly requests: number;
}

/** A request may reach HubSpot this much later than another one that was sent with it. */
export const lateMs = 250;

/**
 * Decides how much of an allowance a worker gets. A slice counts from its last request until the window has passed it,
 * so that however its requests were spread, no window can hold more than the allowance.
 *
 * @returns `waitMs` until the oldest slice has passed; 0 when something was granted.
 */
export function decideLease(
  slices: readonly Slice[],
  { requests, windowMs }: Allowance,
  wanted: number,
  now: Date,
): { readonly granted: number; readonly waitMs: number } {
  const passesAt = (slice: Slice) => slice.until.getTime() + windowMs + lateMs;
  const counted = slices.filter((slice) => slice.requests > 0 && passesAt(slice) > now.getTime());
  const used = counted.reduce((sum, slice) => sum + slice.requests, 0);
  const granted = Math.max(0, Math.min(wanted, requests - used));
  if (granted > 0) return { granted, waitMs: 0 };
  return { granted: 0, waitMs: counted.length === 0 ? windowMs : Math.min(...counted.map(passesAt)) - now.getTime() };
}

/** What is left of a limit when a share of it is kept free for the client's other tools; never less than one. */
export function lessHeadroom(limit: number, headroomPercent: number): number {
  return Math.max(1, Math.floor((limit * (100 - headroomPercent)) / 100));
}
