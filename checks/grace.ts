import { z } from "zod";
import type { CheckContext } from "./description.ts";
import { daysAfter } from "./holds-until.ts";

/** For checks of what a record lacks: whoever has just made it is given time to fill it in. */
export const graceParams = {
  graceDays: z.int().min(0).max(60).default(7).describe("Calendar days after creation in which a record is left alone"),
};

type Setting = Pick<CheckContext<{ readonly graceDays: number }>, "businessTime" | "params">;

/** The first instant at which a record is no longer new; null where HubSpot does not say when it was made. */
export function graceEnds(context: Setting, createdAt: Date | null): Date | null {
  return createdAt === null
    ? null
    : daysAfter(context, context.businessTime.localDay(createdAt), context.params.graceDays);
}
