import { z } from "zod";
import type { BusinessTime } from "../domain/business-time.ts";

const parts = ["utm", "owner"] as const;
type Part = (typeof parts)[number];

/** What every check of campaigns takes for tracking that is in place; what lacks it is campaign-untracked's. */
export const trackingParams = {
  required: z
    .array(z.enum(parts))
    .min(1)
    .default([...parts])
    .describe("What a campaign must have on the day it starts"),
};

/** What a campaign lacks of what it must have. */
export function missingParts(
  campaign: { readonly utm: string | null; readonly ownerId: string | null },
  required: readonly Part[],
): readonly Part[] {
  return required.filter((part) => (part === "utm" ? campaign.utm : campaign.ownerId) === null);
}

interface Dates {
  readonly startAt: Date | null;
  readonly endAt: Date | null;
}

/** The days from which and to which a campaign runs, as the client's calendar has them; null where it has no start. */
export function runningDays(
  { startAt, endAt }: Dates,
  businessTime: BusinessTime,
): { readonly startsOn: string; readonly endsOn: string | null } | null {
  if (startAt === null) return null;
  return { startsOn: businessTime.meantDay(startAt), endsOn: endAt === null ? null : businessTime.meantDay(endAt) };
}
