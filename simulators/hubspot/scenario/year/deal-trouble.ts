import type { Random } from "../../../random.ts";
import { taskSubjects } from "../life/deal.ts";
import { days } from "../working-hours.ts";
import { openStages, partiesOf, pushCloseDay } from "./deal.ts";
import type { Deal } from "./deal.ts";
import { call, completeTask, planTask } from "./touches.ts";
import { workTimeAfter } from "./year.ts";
import type { Year } from "./year.ts";

/** How a deal is neglected, or nearly. */
export type DealTrouble = "none" | "unnoticed-close" | "closes-today" | "lapse";

export function chooseTrouble({ rates }: Year, random: Random): DealTrouble {
  const sound = 1 - rates.forgottenCloseDates - rates.lapsedDeals - rates.nearMisses;
  return random.weighted([
    ["unnoticed-close", rates.forgottenCloseDates],
    ["lapse", rates.lapsedDeals],
    ["closes-today", rates.nearMisses],
    ["none", Math.max(0, sound)],
  ]);
}

/** From the middle of the pipeline on a next step is asked for. */
export const isInSecondHalf = (year: Year, { stage }: Pick<Deal, "stage">): boolean =>
  stage / (openStages(year).length - 1) >= 0.5;

/** A workday some weeks ahead, on which the deal will not be closed yet. */
export function neglectedCloseDay({ time, chronicle }: Year, random: Random): number {
  return time.nextWorkday(time.local(chronicle.now).day, random.integer(9, 17));
}

/** Plans what happens to a close date that nobody looks at: it passes, or is moved on the very day. */
export function watchCloseDay(year: Year, random: Random, deal: Deal): void {
  const { time, labels, agenda, chronicle } = year;
  const { closeDay } = deal;
  const subject = { checkId: "deal-close-date-past", subjectType: "deal", subjectId: deal.record.id } as const;
  if (deal.trouble === "unnoticed-close") {
    deal.unnoticedUntil = time.at(closeDay + days(random.integer(2, 25)), 0);
    deal.overdue = labels.begin({
      ...subject,
      variant: "unnoticed",
      from: time.at(closeDay + days(1), 0),
      story: `${deal.name} should have closed and was not moved on`,
    });
  }
  if (deal.trouble === "closes-today") {
    deal.unnoticedUntil = time.at(closeDay + days(1), 0);
    deal.overdue = labels.nearMiss({
      ...subject,
      variant: "closes-today",
      from: time.at(closeDay, 0),
      story: `${deal.name} is to close today`,
    });
    agenda.plan(time.at(closeDay, random.integer(640, 980)), () => {
      if (deal.isOpen) pushCloseDay(year, deal, time.local(chronicle.now + days(random.integer(24, 40))).day);
    });
  }
}

/** The next step falls due and nobody takes it, nor plans another, before `resume`. */
export function beginLapse(year: Year, random: Random, deal: Deal, resume: () => void): void {
  const { time, chronicle, agenda, labels } = year;
  deal.trouble = "none";
  const dueAt = time.at(
    time.nextWorkday(time.local(chronicle.now).day, random.integer(2, 4)),
    random.integer(30, 34) * 30,
  );
  const done = deal.task;
  deal.task = planTask(year, dueAt, random.pick(taskSubjects), partiesOf(deal));
  if (done) completeTask(year, done, deal.lead.ownerId!);
  call(year, random, partiesOf(deal));
  const resumedAt = workTimeAfter(year, random, Math.ceil((dueAt - chronicle.now) / days(1)) + random.integer(2, 25));
  pushCloseDay(year, deal, time.local(resumedAt + days(random.integer(18, 32))).day);
  deal.lapse = labels.begin({
    checkId: "deal-without-next-activity",
    subjectType: "deal",
    subjectId: deal.record.id,
    variant: "lapsed",
    from: Math.max(dueAt, deal.metAt),
    story: `${deal.name} is far along and nothing is planned`,
  });
  agenda.plan(resumedAt, resume);
}
