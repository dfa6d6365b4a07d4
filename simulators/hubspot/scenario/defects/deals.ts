import type { Random } from "../../../random.ts";
import { liveDeal } from "../life/deal.ts";
import type { DealPlan } from "../life/deal.ts";
import { raiseHand, routingDelay } from "../life/inbound-lead.ts";
import type { Population } from "../life/people.ts";
import { handRaisingForm, visit } from "../life/visitors.ts";
import type { Span } from "../profile.ts";
import { person, workingTime } from "../story.ts";
import type { Story } from "../story.ts";
import { days, minutes } from "../working-hours.ts";

/** Deals whose close date passed unnoticed. */
export function plantForgottenCloseDates(story: Story, population: Population): void {
  const random = story.chance("forgotten close dates");
  for (const span of story.neglect.overdueDeals) {
    const on = workingTime(story, span.from + 1, 600);
    const noticedAt = span.until === null ? null : workingTime(story, span.until, 540);
    const { deal, name, closeDateMovedAt } = liveDeal(story, random, {
      ...openDeal(story, random, population, span),
      forgottenCloseDate: { on, noticedAt },
    });
    const { day } = story.time.local(on);
    story.diary.label({
      checkId: "deal-close-date-past",
      subjectType: "deal",
      subjectId: deal.id,
      from: story.time.at(day + days(1), 0),
      until: closeDateMovedAt,
      story: `${name} should have closed and was not moved on`,
    });
  }
}

/** Deals in the second half of the pipeline that nobody planned anything for. */
export function plantLapsedDeals(story: Story, population: Population): void {
  const random = story.chance("lapsed deals");
  for (const span of story.neglect.dealsWithoutNextActivity) {
    const from = workingTime(story, span.from, 930);
    const until = span.until === null ? null : workingTime(story, span.until, 620);
    const plan = { ...openDeal(story, random, population, span), startStage: 3, lapse: { from, until } };
    const { deal, name, lapsedAt, resumedAt } = liveDeal(story, random, plan);
    if (lapsedAt === null) continue;
    story.diary.label({
      checkId: "deal-without-next-activity",
      subjectType: "deal",
      subjectId: deal.id,
      from: lapsedAt,
      until: resumedAt,
      story: `${name} is far along and nothing is planned`,
    });
  }
}

/** An open deal of a contact who came in two weeks before the trouble and was served well. */
function openDeal(story: Story, random: Random, population: Population, { from }: Span): DealPlan {
  const submittedAt = workingTime(story, from + 17, random.integer(560, 900));
  const ownerId = random.pick(story.activeOwners).id;
  const wanted = { ...visit(story, random), form: handRaisingForm(story, random) };
  const lead = raiseHand(story, random, population, wanted, {
    submittedAt,
    ownerId,
    assignedAt: submittedAt + routingDelay(random),
    answeredAt: submittedAt + minutes(14),
  });
  story.diary.set(
    lead.contact,
    submittedAt + days(1),
    { lifecyclestage: "opportunity", hs_lead_status: "OPEN_DEAL" },
    person(ownerId),
  );
  return {
    startsAt: workingTime(story, from + 14, 640),
    ownerId,
    contact: lead.contact,
    company: lead.company,
    neverCloses: true,
  };
}
