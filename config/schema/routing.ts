import { z } from "zod";
import { topics, topicTitles, type Topic } from "../../domain/alerting/topic.ts";
import { ClockTime } from "./clock-time.ts";
import { WeekdayName } from "./business-hours.ts";
import { Duration } from "./duration.ts";

const receiverName = z.string().min(1);

/** Topic → receiver. `default` takes what has no line of its own. */
export const Routes = z.strictObject({
  default: receiverName.optional().describe("Hears of every topic that has no line of its own"),
  ...(Object.fromEntries(
    topics.map((topic) => [topic, receiverName.optional().describe(topicTitles[topic])]),
  ) as Record<Topic, z.ZodOptional<z.ZodString>>),
});

export const Escalation = z
  .array(
    z.strictObject({
      after: Duration.describe("Business time since the alert opened, such as 30 minutes"),
      notify: z.array(receiverName).min(1, "A step has to tell someone. Name at least one receiver."),
    }),
  )
  .max(10)
  .superRefine((steps, context) => {
    steps.forEach(({ after }, index) => {
      const before = steps[index - 1]?.after;
      if (before !== undefined && after <= before)
        context.addIssue({
          code: "custom",
          path: [index, "after"],
          message: "This step comes no later than the one before it. `after` counts from the opening of the alert.",
        });
    });
  })
  .describe("Who is told next while no one acknowledges an alert");

export const ReportSettings = z.strictObject({
  day: WeekdayName.default("monday"),
  at: ClockTime.default("07:30"),
  recipients: z
    .array(receiverName)
    .default([])
    .describe("Receivers with an e-mail address; no one when left out, and the report stands on the dashboard only"),
});
