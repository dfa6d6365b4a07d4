import { defineWords } from "./words.ts";

/** What has become of a campaign. It is asked for while the campaign runs only, since each answer costs requests. */
export interface CampaignResult {
  readonly type: "campaign-result";
  /** The campaign's own id. */
  readonly id: string;
  readonly name: string;
  /** Visits since it started, as HubSpot attributes them; null where it does not run. */
  readonly sessions: number | null;
  /** The marketing e-mails that belong to it; null where it does not run, or has sessions. */
  readonly emailIds: readonly string[] | null;
  /** What else belongs to it, such as pages and forms, of which HubSpot does not say here whether they are published. */
  readonly otherAssets: number | null;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    "campaign-result": CampaignResult;
  }
}

/** All of it moves by itself. Its name is the campaign's, and a change of that is told there. */
export const campaignResultWords = defineWords<CampaignResult>({
  kind: "campaign-result",
  noun: "campaign result",
  fields: {},
  figures: ["sessions", "emailIds", "otherAssets"],
});
