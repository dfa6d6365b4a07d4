import type { Random } from "../../../random.ts";
import { raiseHand, routingDelay } from "../life/inbound-lead.ts";
import { followUp, keepTalking } from "../life/lead-course.ts";
import type { Population } from "../life/people.ts";
import { reachOut } from "../life/touches.ts";
import { handRaisingForm, visit } from "../life/visitors.ts";
import type { Visit } from "../life/visitors.ts";
import { person, workingTime } from "../story.ts";
import type { Story } from "../story.ts";
import { days, hours, minutes } from "../working-hours.ts";

/** Working minutes after which a lead waits too long for an owner, and for an answer. */
const assignWithin = 15;
const answerWithin = 60;

/** Leads that nobody touched for a month. */
export function plantStaleLeads(story: Story, population: Population): void {
  const random = story.chance("stale leads");
  for (const { from, until } of story.neglect.staleLeads) {
    const submittedAt = workingTime(story, from + 34, random.integer(560, 900));
    const ownerId = random.pick(story.activeOwners).id;
    const lead = raiseHand(story, random, population, anyHand(story, random), {
      submittedAt,
      ownerId,
      assignedAt: submittedAt + routingDelay(random),
      answeredAt: submittedAt + minutes(22),
    });
    const silentSince = workingTime(story, from + 30, random.integer(560, 900));
    // A call, not an e-mail: somebody might write back to that, and the silence would start later.
    story.diary.create(
      "calls",
      silentSince,
      {
        hs_timestamp: new Date(silentSince).toISOString(),
        hs_call_title: "Call",
        hs_call_status: "NO_ANSWER",
        hs_call_direction: "OUTBOUND",
        hubspot_owner_id: ownerId,
      },
      person(ownerId),
      [lead.contact],
    );
    const resumedAt = until === null ? null : workingTime(story, until, random.integer(560, 900));
    if (resumedAt !== null) {
      reachOut(story, random, resumedAt, lead);
      keepTalking(story, random, lead, resumedAt);
    }
    story.diary.label({
      checkId: "lead-stale",
      subjectType: "contact",
      subjectId: lead.contact.id,
      from: story.time.startOfDayAfter(silentSince, 30),
      until: resumedAt,
      story: "An open lead that nobody touched for thirty days",
    });
  }
}

/** Each week the lead that comes late on Friday, or on Saturday night, and waits too long. */
export function plantWeekendLeads(story: Story, population: Population): void {
  if (!story.neglect.weekendLead) return;
  const random = story.chance("weekend leads");
  const { time } = story;
  const neverCloses = time.hours.opens === 0;
  const first = time.local(story.endsAt - days(28)).day;
  for (let day = first; time.at(day, 0) <= story.endsAt; day += days(1)) {
    if (new Date(day).getUTCDay() !== (neverCloses ? 6 : 5)) continue;
    const submittedAt = time.at(day, neverCloses ? random.integer(1340, 1420) : random.integer(975, 1010));
    const answeredAt = neverCloses
      ? submittedAt + hours(random.integer(2, 4))
      : time.at(time.nextWorkday(day, 1), random.integer(640, 720));
    waitTooLong(
      story,
      random,
      population,
      submittedAt,
      submittedAt + routingDelay(random),
      answeredAt,
      "Came at the end of the week and waited too long",
    );
  }
}

/** Some hours in which the routing workflow gave nobody an owner. */
export function plantRoutingOutages(story: Story, population: Population): void {
  const random = story.chance("routing outages");
  for (const day of story.neglect.routingOutages) {
    const mendedAt = workingTime(story, day, 930);
    for (const minute of [610, 655]) {
      const submittedAt = workingTime(story, day, minute) + minutes(random.integer(0, 20));
      const contactId = waitTooLong(
        story,
        random,
        population,
        submittedAt,
        mendedAt,
        mendedAt + minutes(random.integer(6, 30)),
        "Nobody knew that it was theirs",
      );
      const label = {
        checkId: "lead-unassigned",
        subjectType: "contact",
        subjectId: contactId,
        until: mendedAt,
        story: "The routing workflow was off",
      } as const;
      story.diary.label({ ...label, from: story.time.add(submittedAt, assignWithin) });
    }
  }
}

function waitTooLong(
  story: Story,
  random: Random,
  population: Population,
  submittedAt: number,
  assignedAt: number,
  answeredAt: number,
  why: string,
): string {
  const ownerId = random.pick(story.activeOwners).id;
  const lead = raiseHand(story, random, population, anyHand(story, random), {
    submittedAt,
    ownerId,
    assignedAt,
    answeredAt,
  });
  followUp(story, random, lead, answeredAt);
  story.diary.label({
    checkId: "lead-unanswered",
    subjectType: "contact",
    subjectId: lead.contact.id,
    from: story.time.add(submittedAt, answerWithin),
    until: answeredAt,
    story: why,
  });
  return lead.contact.id;
}

/** A lead that waits when the story ends: without an answer, and without an owner unless one is named. */
export function plantWaitingLead(
  story: Story,
  random: Random,
  population: Population,
  submittedAt: number,
  ownerId: string | null,
): void {
  const service = { submittedAt, ownerId, assignedAt: submittedAt + routingDelay(random), answeredAt: null };
  const { contact } = raiseHand(story, random, population, anyHand(story, random), service);
  const label = { subjectType: "contact", subjectId: contact.id, until: null } as const;
  story.diary.label({
    ...label,
    checkId: "lead-unanswered",
    from: story.time.add(submittedAt, answerWithin),
    story: "Waits for an answer",
  });
  if (ownerId === null)
    story.diary.label({
      ...label,
      checkId: "lead-unassigned",
      from: story.time.add(submittedAt, assignWithin),
      story: "Waits for an owner",
    });
}

const anyHand = (story: Story, random: Random): Visit => ({
  ...visit(story, random),
  form: handRaisingForm(story, random),
});
