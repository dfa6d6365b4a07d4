import type { Random } from "../../../random.ts";
import { engagementDefaults } from "../../acts/engagement.ts";
import type { EngagementType } from "../../model/record-types.ts";
import type { Properties } from "../../model/write.ts";
import type { Character } from "../diary.ts";
import { person } from "../story.ts";
import type { Story } from "../story.ts";
import { minutes } from "../working-hours.ts";

/** What engagements are logged against. */
export interface Counterpart {
  readonly ownerId: string;
  readonly related: readonly Character[];
}

export const callOutcomes = [
  "Reached, sends details to the team",
  "Left a message",
  "Asked for a quote",
  "Wants to talk again next week",
  "Checked the requirements",
];
export const subjects = [
  "Your request",
  "As discussed",
  "Times for a call",
  "The offer we spoke of",
  "Answers to your questions",
  "Next steps",
];

/** Somebody of the team turns to the contact: by telephone, by e-mail, now and then by a message. Some write back. */
export function reachOut(story: Story, random: Random, at: number, to: Counterpart): void {
  const kind = random.weighted([
    ["calls", 5],
    ["emails", 7],
    ["communications", 1],
  ] as const);
  if (kind === "calls")
    log(story, "calls", at, to, {
      hs_call_body: random.pick(callOutcomes),
      hs_call_duration: String(random.integer(1, 14) * 60_000),
    });
  else if (kind === "communications")
    log(story, "communications", at, to, {
      hs_communication_body: "Thank you for your message, I will call you today.",
    });
  else {
    const subject = random.pick(subjects);
    log(story, "emails", at, to, { hs_email_subject: subject });
    if (random.chance(0.3))
      log(story, "emails", at + minutes(random.integer(20, 300)), to, {
        hs_email_subject: `Re: ${subject}`,
        hs_email_direction: "INCOMING_EMAIL",
      });
  }
}

/** A meeting is booked for a later hour, and held. */
export function meet(story: Story, random: Random, bookedAt: number, to: Counterpart): void {
  const { time } = story;
  const startsAt = time.at(
    time.nextWorkday(time.local(bookedAt).day, random.integer(1, 3)),
    random.integer(20, 32) * 30,
  );
  const properties = { hs_meeting_title: random.pick(["Introduction", "Demo", "Review of the offer", "Workshop"]) };
  const meeting = log(story, "meetings", bookedAt, to, {
    ...properties,
    ...engagementDefaults("meetings", iso(startsAt)),
    ...properties,
  });
  story.diary.set(meeting, startsAt + minutes(45), { hs_meeting_outcome: "COMPLETED" }, person(to.ownerId));
}

/** A task that waits until `dueAt`. */
export function planTask(story: Story, at: number, dueAt: number, subject: string, to: Counterpart): Character {
  return log(story, "tasks", at, to, { hs_task_subject: subject, hs_timestamp: iso(dueAt) });
}

export function completeTask(story: Story, task: Character, at: number, ownerId: string): void {
  story.diary.set(task, at, { hs_task_status: "COMPLETED" }, person(ownerId));
}

function log(
  story: Story,
  type: EngagementType,
  at: number,
  { ownerId, related }: Counterpart,
  properties: Properties,
): Character {
  return story.diary.create(
    type,
    at,
    { ...engagementDefaults(type, iso(at)), hubspot_owner_id: ownerId, ...properties },
    person(ownerId),
    related,
  );
}

export const iso = (instant: number): string => new Date(instant).toISOString();
