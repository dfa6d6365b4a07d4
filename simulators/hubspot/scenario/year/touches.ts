import type { Random } from "../../../random.ts";
import { engagementDefaults } from "../../acts/engagement.ts";
import type { EngagementType } from "../../model/record-types.ts";
import type { Source } from "../../model/source.ts";
import type { Properties, RecordReference } from "../../model/write.ts";
import { callOutcomes, iso, subjects } from "../life/touches.ts";
import { person } from "../story.ts";
import { minutes } from "../working-hours.ts";
import { nowIso } from "./year.ts";
import type { Year } from "./year.ts";

/** Whom engagements are logged against, and by whom. */
export interface Counterpart {
  readonly ownerId: string;
  readonly related: readonly RecordReference[];
}

/** HubSpot itself, which reads along in the team's inboxes. */
const inbox: Source = { type: "EMAIL_INTEGRATION", id: null };

/** Logs an engagement now, by whoever does the owner's work. */
function log(
  year: Year,
  type: EngagementType,
  to: Counterpart,
  properties: Properties,
  source?: Source,
): RecordReference {
  const ownerId = year.staff.atWork(to.ownerId);
  return year.chronicle.create(
    type,
    { ...engagementDefaults(type, nowIso(year)), hubspot_owner_id: ownerId, ...properties },
    source ?? person(ownerId),
    to.related,
  );
}

/** Somebody of the team turns to the contact, in a way that asks for no answer. */
export function call(year: Year, random: Random, to: Counterpart, reached = random.chance(0.6)): void {
  log(year, "calls", to, {
    hs_call_status: reached ? "COMPLETED" : "NO_ANSWER",
    hs_call_duration: String(reached ? random.integer(1, 14) * 60_000 : 0),
    ...(reached && { hs_call_body: random.pick(callOutcomes) }),
  });
}

/**
 * Somebody of the team turns to the contact: by telephone, by e-mail, now and then by a message or with a note. A call
 * that has to answer a request is made until somebody takes it; others may reach nobody.
 */
export function reachOut(year: Year, random: Random, to: Counterpart, isAnswer = false): void {
  const kind = random.weighted([
    ["calls", 5],
    ["emails", 7],
    ["communications", 1],
  ] as const);
  if (kind === "calls") call(year, random, to, random.chance(0.6) || isAnswer);
  else if (kind === "communications")
    log(year, kind, to, { hs_communication_body: "Thank you for your message, I will call you today." });
  else log(year, kind, to, { hs_email_subject: random.pick(subjects) });
  if (random.chance(0.08)) log(year, "notes", to, { hs_note_body: random.pick(callOutcomes) });
}

/** The contact writes back, at whatever hour. */
export function receiveReply(year: Year, random: Random, to: Counterpart): void {
  const properties = { hs_email_subject: `Re: ${random.pick(subjects)}`, hs_email_direction: "INCOMING_EMAIL" };
  log(year, "emails", to, properties, inbox);
}

export function answerReply(year: Year, random: Random, to: Counterpart): void {
  log(year, "emails", to, { hs_email_subject: `Re: ${random.pick(subjects)}` });
}

/** Books a meeting for a later day, which is held; answers with when it starts. */
export function meet(year: Year, random: Random, to: Counterpart): number {
  const { time, chronicle, agenda } = year;
  const startsAt = time.at(
    time.nextWorkday(time.local(chronicle.now).day, random.integer(1, 3)),
    random.integer(20, 32) * 30,
  );
  const meeting = log(year, "meetings", to, {
    ...engagementDefaults("meetings", iso(startsAt)),
    hs_meeting_title: random.pick(["Introduction", "Demo", "Review of the offer", "Workshop"]),
  });
  agenda.plan(startsAt + minutes(45), () =>
    chronicle.set(meeting, { hs_meeting_outcome: "COMPLETED" }, person(year.staff.atWork(to.ownerId))),
  );
  return startsAt;
}

/** A task that waits until `dueAt`. */
export function planTask(year: Year, dueAt: number, subject: string, to: Counterpart): RecordReference {
  return log(year, "tasks", to, { hs_task_subject: subject, hs_timestamp: iso(dueAt) });
}

export function completeTask(year: Year, task: RecordReference, ownerId: string): void {
  year.chronicle.set(task, { hs_task_status: "COMPLETED" }, person(year.staff.atWork(ownerId)));
}
