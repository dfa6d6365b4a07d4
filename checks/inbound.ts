import { z } from "zod";

/** The settings by which measures of routing know who came in as a lead, whatever became of them since. */
export const inboundParams = {
  windowDays: z.int().min(1).max(365).default(30).describe("Calendar days back from now whose new leads are counted"),
  inboundStages: z
    .array(z.string())
    .default(["lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity"])
    .describe("Lifecycle stages whose contacts came in as leads, by internal name: worked ones count too"),
  ignoredOrigins: z
    .array(z.string())
    .default(["IMPORT", "CRM_UI"])
    .describe("What made the record, in HubSpot's own word, where no routing takes part, such as IMPORT"),
};

export interface InboundParams {
  readonly windowDays: number;
  readonly inboundStages: readonly string[];
  readonly ignoredOrigins: readonly string[];
}

/** Whether a contact came in as a lead that somebody or something had to route. */
export function cameInAsLead(
  { lifecycleStage, madeBy }: { readonly lifecycleStage: string | null; readonly madeBy: string | null },
  { inboundStages, ignoredOrigins }: InboundParams,
): boolean {
  if (lifecycleStage === null || !inboundStages.includes(lifecycleStage)) return false;
  return madeBy === null || !ignoredOrigins.includes(madeBy);
}
