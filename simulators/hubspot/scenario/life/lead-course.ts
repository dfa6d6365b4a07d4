import type { Random } from "../../../random.ts";
import type { Character } from "../diary.ts";
import { person } from "../story.ts";
import type { Story } from "../story.ts";
import { liveDeal } from "./deal.ts";
import { meet, reachOut } from "./touches.ts";
import type { Counterpart } from "./touches.ts";

/** What becomes of a lead after the first answer: a deal, a no, not now, or more conversations. */
export function followUp(
  story: Story,
  random: Random,
  lead: Counterpart & { readonly contact: Character; readonly company: Character },
  answeredAt: number,
): void {
  const { diary } = story;
  const by = person(lead.ownerId);
  const secondAt = nextWorkTime(story, random, answeredAt, [1, 2]);
  const course = random.weighted([
    ["deal", 28],
    ["unqualified", 30],
    ["bad-timing", 12],
    ["conversation", 30],
  ] as const);
  switch (course) {
    case "deal": {
      meet(story, random, secondAt, lead);
      diary.set(lead.contact, secondAt, { lifecyclestage: "salesqualifiedlead", hs_lead_status: "IN_PROGRESS" }, by);
      const startsAt = nextWorkTime(story, random, secondAt, [2, 4]);
      if (startsAt > story.endsAt) return;
      diary.set(lead.contact, startsAt, { lifecyclestage: "opportunity", hs_lead_status: "OPEN_DEAL" }, by);
      liveDeal(story, random, { startsAt, ownerId: lead.ownerId, contact: lead.contact, company: lead.company });
      return;
    }
    case "unqualified":
    case "bad-timing":
      reachOut(story, random, secondAt, lead);
      diary.set(
        lead.contact,
        secondAt,
        { hs_lead_status: course === "unqualified" ? "UNQUALIFIED" : "BAD_TIMING" },
        by,
      );
      return;
    case "conversation":
      diary.set(lead.contact, secondAt, { hs_lead_status: "IN_PROGRESS" }, by);
      keepTalking(story, random, lead, answeredAt);
  }
}

/** A conversation that goes on to the end of the story, never silent for long. */
export function keepTalking(story: Story, random: Random, lead: Counterpart, since: number): void {
  for (let at = since; ;) {
    at = nextWorkTime(story, random, at, [3, 8]);
    if (at > story.endsAt) return;
    reachOut(story, random, at, lead);
  }
}

/** A time of day at which people work, some workdays later. */
export function nextWorkTime(story: Story, random: Random, at: number, [low, high]: readonly [number, number]): number {
  const { time } = story;
  return time.at(time.nextWorkday(time.local(at).day, random.integer(low, high)), random.integer(530, 990));
}
