import { z } from "zod";
import type { Validity } from "../../domain/alerting/acknowledgement-policy.ts";
import { cut } from "../cut.ts";

const pattern = /^\s*([1-9]\d{0,3}) (minute|hour|working day)s?\s*$/;
const mostMinutes = 40 * 60;
const mostDays = 30;

const CoverFor = z
  .string()
  .transform((text, context): Validity => {
    const match = pattern.exec(text);
    const count = Number(match?.[1]);
    const validity =
      match?.[2] === "working day" ? { workingDays: count } : { minutes: match?.[2] === "hour" ? count * 60 : count };
    if (match !== null && ("workingDays" in validity ? count <= mostDays : validity.minutes <= mostMinutes))
      return validity;
    context.addIssue({
      code: "custom",
      message: `"${cut(text)}" is not how long an acknowledgement holds. Write business time up to 40 hours, such as "4 hours", or up to 30 days, such as "1 working day".`,
    });
    return z.NEVER;
  })
  .meta({
    description: 'Business time such as "4 hours", or "1 working day"',
    pattern: pattern.source,
    examples: ["4 hours", "1 working day"],
  });

/** For how long an acknowledgement holds. */
export const Acknowledgements = z
  .strictObject({
    critical: CoverFor.optional().describe("4 hours when left out"),
    high: CoverFor.optional().describe("1 working day when left out"),
    other: CoverFor.optional().describe("Of every milder severity; 3 working days when left out"),
  })
  .describe(
    "How long an acknowledgement holds, in business time: then the person who acknowledged is asked again, and escalation continues",
  );
