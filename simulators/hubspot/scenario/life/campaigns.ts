import type { Random } from "../../../random.ts";
import { crmUi } from "../../model/source.ts";
import type { Properties } from "../../model/write.ts";
import { daysBefore } from "../story.ts";
import type { Story } from "../story.ts";
import { days } from "../working-hours.ts";
import { iso } from "./touches.ts";

/** The portal's campaigns, each with its dates, owner and UTM value before it starts. */
export function planCampaigns(story: Story): void {
  const random = story.chance("campaigns");
  for (const plan of story.profile.campaigns) {
    const startsAt = daysBefore(story, plan.startsDaysBefore);
    const createdAt = Math.min(startsAt - days(random.integer(4, 12)), story.endsAt - days(1));
    const id = launch(story, random, createdAt, {
      hs_name: plan.name,
      hs_utm: plan.utm,
      hs_owner: random.pick(story.activeOwners).id,
      hs_start_date: dateOf(startsAt),
      hs_end_date: dateOf(startsAt + days(plan.lastsDays)),
    });
    story.diary.note(
      createdAt,
      {
        what: "campaign-asset-added",
        id,
        assetType: "LANDING_PAGE",
        assetId: String(random.integer(60_000_000, 69_999_999)),
        name: plan.name,
      },
      crmUi,
    );
  }
}

/** Creates a campaign; answers with its id. */
export function launch(story: Story, random: Random, at: number, properties: Properties): string {
  const id = uuid(random);
  const fixed = {
    hs_object_id: String(random.integer(400_000_000, 499_999_999)),
    hs_campaign_status: "in_progress",
    hs_currency_code: story.profile.currency,
  };
  story.diary.note(at, { what: "campaign-created", id, properties: { ...fixed, ...properties } }, crmUi);
  return id;
}

export const dateOf = (instant: number): string => iso(instant).slice(0, 10);

function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.integer(0, 15).toString(16)).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
