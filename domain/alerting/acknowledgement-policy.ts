import type { BusinessTime } from "../business-time.ts";
import type { Severity } from "../findings/severity.ts";

/** A span of business time, or as many working days later at the same time of day. */
export type Validity = { readonly minutes: number } | { readonly workingDays: number };

/** For how long an acknowledgement covers a finding, by its severity. */
export interface AcknowledgementPolicy {
  readonly critical: Validity;
  readonly high: Validity;
  /** Of every milder severity. */
  readonly other: Validity;
}

export const defaultAcknowledgementPolicy: AcknowledgementPolicy = {
  critical: { minutes: 4 * 60 },
  high: { workingDays: 1 },
  other: { workingDays: 3 },
};

/** The instant at which an acknowledgement runs out: always within business hours, so that nobody is asked at night. */
export function coverUntil(
  policy: AcknowledgementPolicy,
  severity: Severity,
  at: Date,
  businessTime: BusinessTime,
): Date {
  const validity = severity === "critical" || severity === "high" ? policy[severity] : policy.other;
  return "minutes" in validity
    ? businessTime.addMinutes(at, validity.minutes)
    : businessTime.addMinutes(sameTimeAfter(validity.workingDays, at, businessTime), 0);
}

/** Further than any holiday. */
const mostDays = 370;

function sameTimeAfter(workingDays: number, at: Date, businessTime: BusinessTime): Date {
  const timeOfDay = at.getTime() - businessTime.startOfDay(businessTime.localDay(at)).getTime();
  let start = nextMidnight(businessTime.startOfDay(businessTime.localDay(at)), businessTime);
  for (let worked = 0, days = 0; days < mostDays; days += 1) {
    const end = nextMidnight(start, businessTime);
    if (businessTime.minutesBetween(start, end) > 0) worked += 1;
    if (worked === workingDays) break;
    start = end;
  }
  return new Date(start.getTime() + timeOfDay);
}

/** A day has 23 to 25 hours. */
function nextMidnight(midnight: Date, businessTime: BusinessTime): Date {
  return businessTime.startOfDay(businessTime.localDay(new Date(midnight.getTime() + 30 * 3_600_000)));
}
