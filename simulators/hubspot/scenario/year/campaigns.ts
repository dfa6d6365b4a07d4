import type { Random } from "../../../random.ts";
import { crmUi } from "../../model/source.ts";
import { dateOf } from "../life/campaigns.ts";
import { person } from "../story.ts";
import { days } from "../working-hours.ts";
import { uuidOf } from "./form-ids.ts";
import type { Year } from "./year.ts";

/** What campaigns and their links do to the addresses that visitors come through. */
export class CampaignBook {
  readonly #running = new Map<string, { readonly utm: string; readonly until: number }>();
  /** Channel → the second spelling and the share of visitors who come through it. */
  readonly #spellings = new Map<string, string>();

  /** `utm_campaign` of the links of a source; null while none carry one. */
  running(source: string, now: number): string | null {
    const campaign = this.#running.get(source);
    return campaign && campaign.until > now ? campaign.utm : null;
  }

  run(source: string, utm: string, until: number): void {
    this.#running.set(source, { utm, until });
  }

  spellingOf(random: Random, source: string): string {
    const second = this.#spellings.get(source);
    return second !== undefined && random.chance(0.5) ? second : source;
  }

  misspell(source: string, spelling: string): void {
    this.#spellings.set(source, spelling);
  }

  spellRight(source: string): void {
    this.#spellings.delete(source);
  }
}

/** One campaign after the other for every source that is paid or written for. */
export function planCampaigns(year: Year): void {
  const random = year.chance("campaigns");
  const channels = year.profile.channels.filter(({ medium }) => medium !== null);
  for (const channel of channels) {
    let startDay = year.time.local(year.beginsAt + days(random.integer(20, 60))).day;
    for (let number = 1; startDay < year.endsAt + days(20); number++) {
      const lastsDays = random.integer(50, 90);
      planCampaign(year, random, { source: channel.source, startDay, lastsDays, number });
      startDay += days(lastsDays + random.integer(0, 12));
    }
  }
}

interface Plan {
  readonly source: string;
  /** As midnight UTC, which is how HubSpot keeps it. */
  readonly startDay: number;
  readonly lastsDays: number;
  readonly number: number;
}

type Missing = "utm" | "owner" | null;

function planCampaign(year: Year, random: Random, plan: Plan): void {
  const { time, agenda, rates } = year;
  const workday = (day: number) => (time.isWorkday(day) ? day : time.nextWorkday(day, -1));
  const createdAt = time.at(workday(plan.startDay - days(random.integer(5, 12))), 700);
  const isUntracked = random.chance(rates.untrackedCampaigns);
  const isNearly = !isUntracked && random.chance(rates.nearMisses * 2);
  const missing: Missing = isUntracked || isNearly ? random.pick(["utm", "owner"] as const) : null;
  const mendedAt = isNearly
    ? time.at(workday(plan.startDay - days(1)), 900)
    : time.at(time.nextWorkday(plan.startDay, random.integer(2, 15)), 660);
  if (createdAt <= year.beginsAt || mendedAt <= createdAt) return;
  agenda.plan(createdAt, () => launch(year, random, plan, missing, mendedAt));
}

function launch(year: Year, random: Random, plan: Plan, missing: Missing, mendedAt: number): void {
  const { chronicle, staff, agenda, campaigns, labels, profile, portalId } = year;
  const { source, startDay, lastsDays, number } = plan;
  const season = new Date(startDay).toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
  const name = `${source[0]!.toUpperCase()}${source.slice(1)} ${season}`;
  const utm = name.toLowerCase().replaceAll(" ", "-");
  const id = uuidOf(`${portalId} campaign ${source} ${number}`);
  const ownerId = staff.anybody(random, chronicle.now);
  const endDay = startDay + days(lastsDays);
  const parts = { utm: { hs_utm: utm }, owner: { hs_owner: ownerId } };
  const properties = {
    hs_object_id: String(random.integer(400_000_000, 499_999_999)),
    hs_name: name,
    hs_campaign_status: "in_progress",
    hs_currency_code: profile.currency,
    hs_start_date: dateOf(startDay),
    hs_end_date: dateOf(endDay),
    ...(missing !== "utm" && parts.utm),
    ...(missing !== "owner" && parts.owner),
  };
  chronicle.note({ what: "campaign-created", id, properties }, person(ownerId));
  const assetId = String(random.integer(60_000_000, 69_999_999));
  chronicle.note({ what: "campaign-asset-added", id, assetType: "LANDING_PAGE", assetId, name }, person(ownerId));
  const startLinks = () => campaigns.run(source, utm, endDay);
  if (missing !== "utm") agenda.plan(Math.max(startDay, chronicle.now), startLinks);
  if (missing === null) return;
  agenda.plan(mendedAt, () => {
    chronicle.note({ what: "campaign-changed", id, properties: parts[missing] }, crmUi);
    if (missing === "utm") startLinks();
  });
  const words = missing === "utm" ? "without a UTM value" : "without an owner";
  const subject = { checkId: "campaign-untracked", subjectType: "campaign", subjectId: id } as const;
  if (mendedAt > startDay)
    labels
      .begin({ ...subject, variant: `no-${missing}`, from: startDay, story: `${name} started ${words}` })
      .end(Math.min(mendedAt, endDay + days(1)));
  else
    labels
      .nearMiss({
        ...subject,
        variant: "mended-before-start",
        from: chronicle.now,
        story: `${name} was ${words} before it started`,
      })
      .end(startDay);
}

/** Some ads spell their source in a second way for some weeks. What a first page said cannot be mended. */
export function planMisspellings(year: Year): void {
  const random = year.chance("misspellings");
  const { rates, beginsAt, endsAt, profile, agenda, campaigns } = year;
  const channels = profile.channels.filter(({ medium }) => medium !== null);
  const times = Math.round((rates.misspellingsPerYear * (endsAt - beginsAt)) / days(365));
  for (let count = 0; count < times; count++) {
    const { source } = random.pick(channels);
    const spelling = random.pick([source.toUpperCase(), `${source[0]!.toUpperCase()}${source.slice(1)}`]);
    const from = beginsAt + Math.floor(random.next() * (endsAt - beginsAt));
    agenda.plan(from, () => campaigns.misspell(source, spelling));
    agenda.plan(from + days(random.integer(20, 60)), () => campaigns.spellRight(source));
  }
}
