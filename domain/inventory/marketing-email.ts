import { flag, reference, renamed, word } from "./tell.ts";
import { defineWords } from "./words.ts";

export interface MarketingEmail {
  readonly type: "marketing-email";
  readonly id: string;
  readonly name: string;
  readonly emailType: string | null;
  readonly state: string | null;
  readonly isPublished: boolean;
  readonly publishedAt: Date | null;
  readonly campaignId: string | null;
  /** How many people; null where HubSpot never counted. */
  readonly sent: number | null;
  readonly delivered: number | null;
  readonly hardBounced: number | null;
  readonly unsubscribed: number | null;
  readonly reportedAsSpam: number | null;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    "marketing-email": MarketingEmail;
  }
}

export const marketingEmailWords = defineWords<MarketingEmail>({
  kind: "marketing-email",
  noun: "marketing e-mail",
  fields: {
    name: renamed,
    isPublished: flag("Published", "Unpublished"),
    emailType: word("Type"),
    state: word("State"),
    campaignId: reference("Campaign", "campaign"),
  },
  figures: ["sent", "delivered", "hardBounced", "unsubscribed", "reportedAsSpam"],
});
