import type { Random } from "../../../random.ts";
import { automation, person } from "../story.ts";
import { minutes } from "../working-hours.ts";
import { followUp, later, staleAfterDays, touch } from "./conversation.ts";
import { assign, moveLeadRecord, openLeadRecord, setContact } from "./lead.ts";
import type { Lead } from "./lead.ts";
import type { Year } from "./year.ts";

/** Working minutes after which a lead waits too long for an owner, and for an answer. */
const assignWithin = 15;
const answerWithin = 60;

/** What the portal does with a raised hand: somebody gets the lead, and answers. As promised, or not. */
export function serve(year: Year, random: Random, lead: Lead): void {
  const { chronicle, agenda, time } = year;
  const raisedAt = chronicle.now;
  if (random.chance(0.4))
    agenda.plan(raisedAt + minutes(1), () =>
      chronicle.set(lead.contact, { lifecyclestage: "marketingqualifiedlead" }, automation("Score")),
    );
  const owner = ownerDue(year, random, lead);
  later(year, lead, owner.at, () => giveOwner(year, random, lead, owner.isRouted));
  labelOwnerWait(year, lead, raisedAt, owner);
  const delay = answerDelay(year, random, owner.isRouted);
  if (delay === null) return neverAnswer(year, lead, raisedAt);
  // A lead that waited for its owner is answered soon after it has one.
  const answeredAt = time.add(owner.isRouted ? raisedAt : owner.at, delay.minutes);
  labelAnswerWait(year, lead, raisedAt, answeredAt, owner.isRouted ? delay.variant : "nobody-knew");
  later(year, lead, Math.max(answeredAt, owner.at), () => {
    touch(year, random, lead, true);
    setContact(year, lead, { hs_lead_status: random.chance(0.5) ? "CONNECTED" : "ATTEMPTED_TO_CONTACT" });
    moveLeadRecord(year, lead, "attempting");
    followUp(year, random, lead);
  });
}

interface OwnerDue {
  readonly at: number;
  /** By the workflow, within a minute; else somebody has to notice. */
  readonly isRouted: boolean;
}

function ownerDue({ chronicle, routing, rates, time }: Year, random: Random, lead: Lead): OwnerDue {
  const now = chronicle.now;
  const soon = { at: now + random.integer(12, 50) * 1000, isRouted: true };
  if (lead.ownerId !== null) return soon;
  if (routing.offUntil !== null) return { at: routing.offUntil + minutes(random.integer(1, 5)), isRouted: false };
  if (random.chance(rates.unroutedLeads)) return { at: time.add(now, random.integer(20, 500)), isRouted: false };
  if (random.chance(rates.nearMisses / 2)) return { at: time.add(now, random.integer(9, 13)), isRouted: false };
  return soon;
}

function giveOwner(year: Year, random: Random, lead: Lead, isRouted: boolean): void {
  const { staff, chronicle } = year;
  const ownerId = lead.ownerId === null ? staff.next(chronicle.now) : staff.atWork(lead.ownerId);
  const by = isRouted ? automation("Route inbound leads") : person(staff.anybody(random, chronicle.now));
  if (ownerId !== lead.ownerId) assign(year, lead, ownerId, by);
  if (lead.record === null) openLeadRecord(year, lead, "FORM", by);
}

function labelOwnerWait({ labels, time }: Year, lead: Lead, raisedAt: number, { at, isRouted }: OwnerDue): void {
  if (isRouted) return;
  const due = time.add(raisedAt, assignWithin);
  const subject = { checkId: "lead-unassigned", subjectType: "contact", subjectId: lead.contact.id } as const;
  if (at > due)
    labels.begin({ ...subject, variant: "not-routed", from: due, story: "Nobody was routed to the lead" }).end(at);
  else
    labels
      .nearMiss({
        ...subject,
        variant: "just-in-time",
        from: raisedAt,
        story: "Got an owner just within fifteen minutes",
      })
      .end(at);
}

/** Working minutes until the answer, and why; null when nobody answers. */
function answerDelay({ rates }: Year, random: Random, isRouted: boolean): { minutes: number; variant: string } | null {
  const prompt = { minutes: random.integer(2, 38), variant: "prompt" };
  if (!isRouted) return prompt;
  if (random.chance(rates.neverAnswered)) return null;
  if (random.chance(rates.lateAnswers)) return { minutes: random.integer(66, 1500), variant: "late" };
  if (random.chance(rates.nearMisses)) return { minutes: random.integer(48, 57), variant: "just-in-time" };
  return prompt;
}

function labelAnswerWait(
  { labels, time }: Year,
  lead: Lead,
  raisedAt: number,
  answeredAt: number,
  variant: string,
): void {
  const due = time.add(raisedAt, answerWithin);
  const subject = { checkId: "lead-unanswered", subjectType: "contact", subjectId: lead.contact.id, variant } as const;
  if (answeredAt > due) labels.begin({ ...subject, from: due, story: "Waited too long for an answer" }).end(answeredAt);
  else if (variant === "just-in-time")
    labels.nearMiss({ ...subject, from: raisedAt, story: "Answered just within the hour" }).end(answeredAt);
}

function neverAnswer({ labels, time }: Year, lead: Lead, raisedAt: number): void {
  const subject = { subjectType: "contact", subjectId: lead.contact.id, variant: "never-answered" } as const;
  // Then it counts as stale.
  const unanswered = { checkId: "lead-unanswered", from: time.add(raisedAt, answerWithin) } as const;
  labels
    .begin({ ...subject, ...unanswered, story: "Asked to be contacted, and nobody ever answered" })
    .end(time.startOfDayAfter(raisedAt, staleAfterDays));
  // The score moves the lead's stage a minute after it came, if at all.
  const quietSince = raisedAt + minutes(1);
  lead.cameBack?.end(time.startOfDayAfter(quietSince, staleAfterDays));
  labels.begin({
    ...subject,
    checkId: "lead-stale",
    from: time.startOfDayAfter(quietSince, staleAfterDays),
    story: "An open lead that nobody touched for thirty days",
  });
}
