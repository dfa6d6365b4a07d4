import { z } from "zod";
import { defaultHandRules } from "../../domain/leads/hand-rules.ts";
import { plainText } from "./plain-text.ts";

const { batchAbove } = defaultHandRules;
const onWhenLeftOut = "true when left out";

/** Which forms and sources ask for an answer. What is not said here is told by the form's name. */
export const HandSettings = z
  .strictObject({
    forms: z
      .record(plainText(200), z.boolean("Write true where whoever sends this form asks to be contacted, else false."))
      .optional()
      .describe("A form's name: true where whoever sends it asks to be contacted. `revwatch hands` proposes them"),
    unclassified: z
      .enum(["watch", "ignore"])
      .optional()
      .describe("Forms of which no one has said what they ask for; watch when left out"),
    meetingLinks: z.boolean().optional().describe(`Meetings booked by a link; ${onWhenLeftOut}`),
    leadAds: z.boolean().optional().describe(`Forms of advertisements in social networks; ${onWhenLeftOut}`),
    createdBy: z
      .array(z.string().regex(/^[A-Z][A-Z0-9_]{1,59}$/, "Write HubSpot's own word, such as INTEGRATION or IMPORT."))
      .max(20)
      .optional()
      .describe(
        "What makes contacts without a form that ask to be contacted, in HubSpot's words; nothing when left out",
      ),
    batchAbove: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe(`More contacts than this of one import are one batch and no hands; ${batchAbove} when left out`),
  })
  .describe("Which forms and sources ask to be contacted");
