import { z } from "zod";
import { cut } from "../cut.ts";
import { BusinessHoursInput } from "./business-hours.ts";
import { HolidaysInput } from "./holidays.ts";
import { plainText } from "./plain-text.ts";
import { TimeZone } from "./time-zone.ts";

const One = z
  .strictObject({
    timeZone: TimeZone.optional().describe("In which its hours are written; the client's when left out"),
    businessHours: BusinessHoursInput.optional().describe("When the team answers; the client's hours when left out"),
    holidays: HolidaysInput.optional().describe("Days on which it does not work; the client's when left out"),
  })
  .refine((hours) => Object.values(hours).some((value) => value !== undefined), {
    error: "Nothing is said of this team. Write businessHours:, timeZone: or holidays:, or take its line out.",
  });

/** Teams with hours of their own. */
export const TeamHoursInput = z
  .record(plainText(100), One)
  .superRefine((teams, context) => {
    const firstOf = new Map<string, string>();
    for (const name of Object.keys(teams)) {
      const same = name.trim().toLowerCase();
      const first = firstOf.get(same);
      if (first === undefined) firstOf.set(same, name);
      else
        context.addIssue({
          code: "custom",
          path: [name],
          message: `"${cut(name)}" is the same team as "${cut(first)}". Join the two.`,
        });
    }
  })
  .describe(
    "Teams in HubSpot, by name or id, that work at other times than the client's others: what waits for an owner of one counts in its hours",
  );
export type TeamHoursInput = z.output<typeof TeamHoursInput>;
