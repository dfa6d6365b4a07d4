import { day, reference, renamed, text } from "./tell.ts";
import { defineWords } from "./words.ts";

export interface Campaign {
  readonly type: "campaign";
  readonly id: string;
  readonly name: string;
  readonly startAt: Date | null;
  readonly endAt: Date | null;
  readonly utm: string | null;
  readonly ownerId: string | null;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    campaign: Campaign;
  }
}

export const campaignWords = defineWords<Campaign>({
  kind: "campaign",
  noun: "campaign",
  fields: {
    name: renamed,
    startAt: day("Start date"),
    endAt: day("End date"),
    utm: text("UTM"),
    ownerId: reference("Owner", "owner"),
  },
});
