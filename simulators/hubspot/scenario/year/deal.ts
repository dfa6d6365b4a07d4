import type { Random } from "../../../random.ts";
import type { RecordReference } from "../../model/write.ts";
import { taskSubjects } from "../life/deal.ts";
import { iso } from "../life/touches.ts";
import { person } from "../story.ts";
import { days, minutes } from "../working-hours.ts";
import { beginLapse, chooseTrouble, isInSecondHalf, neglectedCloseDay, watchCloseDay } from "./deal-trouble.ts";
import type { DealTrouble } from "./deal-trouble.ts";
import type { Trace } from "./label-book.ts";
import type { Lead } from "./lead.ts";
import { completeTask, meet, planTask, reachOut } from "./touches.ts";
import { workTimeAfter } from "./year.ts";
import type { Year } from "./year.ts";

/** A deal in progress. */
export interface Deal {
  readonly record: RecordReference;
  readonly name: string;
  readonly lead: Lead;
  readonly bornAt: number;
  trouble: DealTrouble;
  /** Place among the open stages. */
  stage: number;
  /** The day of the close, as midnight UTC. */
  closeDay: number;
  /** Until then nobody looks at the close date. */
  unnoticedUntil: number;
  /** The next step, when one is planned. */
  task: RecordReference | null;
  /** When the last meeting that was booked starts. */
  metAt: number;
  touchesLeft: number;
  isOpen: boolean;
  /** Trouble that ends with the next planned step. */
  lapse: Trace | null;
  /** Trouble that ends when the close date moves. */
  overdue: Trace | null;
}

/** Days ahead below which a close date is moved on. Longer than the longest pause between two looks at a deal. */
const closeDateGuardDays = 14;

export const openStages = ({ profile }: Year) => profile.pipeline.stages.filter(({ isClosed }) => !isClosed);

/** Lives a deal to its close. Its owner always plans the next step before ticking off the last. */
export function liveDeal(year: Year, random: Random, lead: Lead, stage = 0): void {
  const { profile, chronicle, staff, time } = year;
  const ownerId = staff.atWork(lead.ownerId!);
  const trouble = chooseTrouble(year, random);
  const touchesLeft = trouble === "none" ? random.integer(5, 14) : random.integer(12, 18);
  const { day } = time.local(chronicle.now);
  const name = `${lead.who.company} – ${random.pick(profile.dealSubjects)}`;
  const closeDay =
    trouble === "unnoticed-close" || trouble === "closes-today"
      ? neglectedCloseDay(year, random)
      : day + days(Math.max(closeDateGuardDays + 1, Math.round(touchesLeft * 5.2) + random.integer(-6, 20)));
  const record = chronicle.create(
    "deals",
    {
      dealname: name,
      pipeline: profile.pipeline.id,
      dealstage: openStages(year)[stage]!.id,
      amount: String(random.integer(profile.dealSize[0] / 100, profile.dealSize[1] / 100) * 100),
      closedate: iso(closeDay),
      dealtype: stage === 0 ? "newbusiness" : "existingbusiness",
      hubspot_owner_id: ownerId,
    },
    person(ownerId),
    [lead.contact, ...(lead.company ? [lead.company] : [])],
  );
  const deal: Deal = {
    record,
    name,
    lead,
    trouble,
    stage,
    closeDay,
    touchesLeft,
    bornAt: chronicle.now,
    unnoticedUntil: 0,
    metAt: 0,
    task: null,
    isOpen: true,
    lapse: null,
    overdue: null,
  };
  watchCloseDay(year, random, deal);
  planNext(year, random, deal);
}

/** What a deal's engagements are logged against. */
export const partiesOf = (deal: Deal) => ({ ownerId: deal.lead.ownerId!, related: [deal.record, deal.lead.contact] });

/** Moves the close date. */
export function pushCloseDay(year: Year, deal: Deal, closeDay: number): void {
  deal.closeDay = closeDay;
  year.chronicle.set(deal.record, { closedate: iso(closeDay) }, person(year.staff.atWork(deal.lead.ownerId!)));
  deal.overdue?.end(year.chronicle.now);
  deal.overdue = null;
}

/** Plans the next step and ticks off the last. */
export function planNext(year: Year, random: Random, deal: Deal): void {
  const { time, chronicle, agenda, labels, rates } = year;
  const dueAt = time.at(
    time.nextWorkday(time.local(chronicle.now).day, random.integer(2, 5)),
    random.integer(30, 34) * 30,
  );
  const done = deal.task;
  const isEarly = !isInSecondHalf(year, deal);
  const isUnplanned = isEarly && random.chance(rates.nearMisses);
  deal.task = isUnplanned ? null : planTask(year, dueAt, random.pick(taskSubjects), partiesOf(deal));
  deal.lapse?.end(chronicle.now);
  deal.lapse = null;
  if (isUnplanned)
    deal.lapse = labels.nearMiss({
      checkId: "deal-without-next-activity",
      subjectType: "deal",
      subjectId: deal.record.id,
      variant: "early-stage",
      from: chronicle.now,
      story: `${deal.name} has no next step and is early in its pipeline`,
    });
  if (done) completeTask(year, done, deal.lead.ownerId!);
  agenda.plan(dueAt - minutes(random.integer(20, 330)), () => work(year, random, deal));
}

function work(year: Year, random: Random, deal: Deal): void {
  const { chronicle } = year;
  if (deal.touchesLeft-- <= 0) return close(year, random, deal);
  if (deal.trouble === "lapse" && isInSecondHalf(year, deal) && chronicle.now - deal.bornAt > days(7))
    return beginLapse(year, random, deal, () => work(year, random, deal));
  planNext(year, random, deal);
  if (random.chance(0.2)) deal.metAt = meet(year, random, partiesOf(deal));
  else reachOut(year, random, partiesOf(deal));
  if (deal.closeDay - chronicle.now < days(closeDateGuardDays) && chronicle.now >= deal.unnoticedUntil)
    pushCloseDay(year, deal, year.time.local(chronicle.now + days(random.integer(24, 40))).day);
  if (deal.task && deal.stage < openStages(year).length - 1 && random.chance(0.4))
    chronicle.set(
      deal.record,
      { dealstage: openStages(year)[++deal.stage]!.id },
      person(year.staff.atWork(deal.lead.ownerId!)),
    );
}

function close(year: Year, random: Random, deal: Deal): void {
  const { chronicle, profile, staff } = year;
  const by = person(staff.atWork(deal.lead.ownerId!));
  if (deal.task) completeTask(year, deal.task, deal.lead.ownerId!);
  const isWon = random.chance(0.6);
  const stage = profile.pipeline.stages.find(({ isClosed, probability }) => isClosed && (probability === 1) === isWon)!;
  const reason = isWon
    ? {}
    : { closed_lost_reason: random.pick(["Price", "Chose another supplier", "No budget", "Postponed"]) };
  chronicle.set(deal.record, { dealstage: stage.id, closedate: iso(chronicle.now), ...reason }, by);
  deal.isOpen = false;
  deal.lapse?.end(chronicle.now);
  deal.overdue?.end(chronicle.now);
  if (!isWon) return chronicle.set(deal.lead.contact, { hs_lead_status: "BAD_TIMING" }, by);
  if (deal.lead.isCustomer) return;
  deal.lead.isCustomer = true;
  if (!random.chance(year.rates.forgottenLifecycles))
    return chronicle.set(deal.lead.contact, { lifecyclestage: "customer" }, by);
  const trace = year.labels.begin({
    checkId: "won-deal-contact-not-customer",
    subjectType: "contact",
    subjectId: deal.lead.contact.id,
    variant: "lifecycle-forgotten",
    from: chronicle.now,
    story: `${deal.name} is won and its contact is no customer yet`,
  });
  year.agenda.plan(workTimeAfter(year, random, random.integer(3, 30)), () => {
    chronicle.set(deal.lead.contact, { lifecyclestage: "customer" }, person(staff.atWork(deal.lead.ownerId!)));
    trace.end(chronicle.now);
  });
}
