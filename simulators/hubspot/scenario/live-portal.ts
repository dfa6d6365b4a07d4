import type { OwnerIdentity } from "../model/owner.ts";
import { crmUi } from "../model/source.ts";
import type { DatedWrite, PortalDetails } from "../model/write.ts";
import { plantDefects } from "./defects/plant-defects.ts";
import { plantWaitingLead } from "./defects/leads.ts";
import { Diary } from "./diary.ts";
import { firstOwnerId } from "./first-id.ts";
import type { Label } from "./label.ts";
import { sketchPast } from "./life/base.ts";
import { planCampaigns } from "./life/campaigns.ts";
import { liveInbound } from "./life/inbound.ts";
import { livePersonLeaving } from "./life/leaver.ts";
import { Population } from "./life/people.ts";
import type { Profile } from "./profile.ts";
import { profiles } from "./profiles/all.ts";
import type { ProfileName } from "./profiles/all.ts";
import { wellKept } from "./profiles/well-kept.ts";
import { chanceOf } from "./story.ts";
import type { Story } from "./story.ts";
import { days, WorkingHours } from "./working-hours.ts";
import type { Hours } from "./working-hours.ts";

export type { ProfileName } from "./profiles/all.ts";

export interface Scenario {
  readonly seed: number;
  readonly portalId: number;
  readonly profile: ProfileName;
  /** Where the story ends: what the portal looks like now. */
  readonly until: Date;
  /** How many days are lived in full. */
  readonly days?: number;
  /** Nothing is amiss on any day, nor on the day after. */
  readonly healthy?: boolean;
  /** Hand-raisers who wait when the story ends. */
  readonly plantedLeads?: readonly { readonly submittedAt: Date; readonly ownerId?: string }[];
}

/** A portal with its past, ready to be opened and lived through in a simulator. */
export interface LivedPortal {
  readonly portal: Pick<PortalDetails, "portalId" | "name" | "timeZone" | "currency" | "uiDomain"> & {
    readonly dealPipelines: Profile["pipeline"][];
  };
  /** When its team works. */
  readonly hours: Hours;
  readonly owners: readonly OwnerIdentity[];
  /** In the order of time. */
  readonly writes: readonly DatedWrite[];
  /** What is amiss, as its author knows it. */
  readonly labels: readonly Label[];
}

/** Days lived before those that were asked for, so that the first of them does not look like a beginning. */
const warmUpDays = 21;

/** Lives a portal through some weeks. The same scenario always gives the same life. */
export function livePortal(scenario: Scenario): LivedPortal {
  const story = beginStory(scenario);
  const population = new Population(story);
  for (const owner of story.owners)
    story.diary.note(story.beginsAt - days(540), { what: "owner-created", ...owner }, crmUi);
  planCampaigns(story);
  sketchPast(story, population);
  liveInbound(story, population);
  livePersonLeaving(story, population);
  plantDefects(story, population);
  for (const { submittedAt, ownerId } of scenario.plantedLeads ?? []) {
    plantWaitingLead(
      story,
      story.chance(`planted ${submittedAt.toISOString()}`),
      population,
      submittedAt.getTime(),
      ownerId ?? null,
    );
  }

  const { name, timeZone, currency, uiDomain, pipeline, hours } = story.profile;
  const portal = { portalId: scenario.portalId, name, timeZone, currency, uiDomain, dealPipelines: [pipeline] };
  return { portal, hours, owners: story.owners, ...story.diary.tell(story.endsAt, scenario.portalId) };
}

function beginStory({
  seed,
  portalId,
  profile: profileName,
  until,
  days: livedDays = 28,
  healthy = false,
}: Scenario): Story {
  const profile: Profile = profiles[profileName];
  const owners = profile.owners.map((owner, index) => ({ id: String(firstOwnerId(portalId) + index), ...owner }));
  const endsAt = until.getTime();
  return {
    profile,
    neglect: healthy ? wellKept : profile.neglect,
    portalId,
    diary: new Diary(),
    time: new WorkingHours(profile.hours),
    beginsAt: endsAt - days(livedDays + warmUpDays),
    endsAt,
    owners,
    activeOwners: profile.neglect.ownerLeft === null ? owners : owners.slice(0, -1),
    chance: chanceOf(Math.imul(seed, 2_654_435_761) ^ portalId),
  };
}
