import type { PlainConversations, PlainRecord } from "./plain-portal.ts";
import type { PlainTime } from "./plain-time.ts";
import type { PlainWait } from "./plain-verdicts.ts";

/** One request of one person to be contacted, and what became of it. */
export interface PlainHand {
  /** Names the request, whoever it belongs to by now. */
  readonly key: string;
  /** Null: of a person who was deleted. */
  readonly contactId: string | null;
  readonly name: string;
  readonly raisedAt: number;
  /** Whoever asks again while they wait goes on waiting, and is watched for longer. */
  readonly lastAskedAt: number;
  readonly answeredAt: number | null;
  /** When it was seen that the person is no open lead any more, unanswered. */
  readonly closedAt: number | null;
  /** Somebody booked a meeting with the team by a link, and so waited for nobody. */
  readonly isSelfBooked: boolean;
}

/** What a form has to be called by, to be no request: it only takes an address. */
const takesAnAddress = /newsletter|download|subscri/i;
const leadStages = new Set(["lead", "marketingqualifiedlead", "salesqualifiedlead"]);
const closedStatuses = new Set(["UNQUALIFIED", "BAD_TIMING", "OPEN_DEAL"]);
const lookBackDays = 30;

interface PlainAnswer {
  readonly at: number;
  readonly isSelfBooked: boolean;
}

/**
 * Every request that the portal knows of, by the submissions of its forms and what the team logged with the person.
 *
 * @param closed - By the key of a request: when it was seen that its person is no open lead any more.
 */
export function plainHands(
  talk: PlainConversations,
  at: number,
  time: PlainTime,
  closed: ReadonlyMap<string, number>,
): readonly PlainHand[] {
  const addresses = ({ properties }: PlainRecord) =>
    [properties["email"], ...(properties["hs_additional_emails"]?.split(";") ?? [])].filter(Boolean);
  const byEmail = new Map(talk.contacts.flatMap((contact) => addresses(contact).map((email) => [email, contact])));
  const requests = talk.submissions
    .filter(({ form }) => !takesAnAddress.test(form))
    .toSorted((one, other) => one.at - other.at)
    .flatMap(({ email, at: raisedAt }) => {
      const contact = byEmail.get(email);
      return contact === undefined ? [] : [{ contact, raisedAt, key: `${email} ${raisedAt}` }];
    });
  const touches = touchesByContact(talk);
  const hands: PlainHand[] = [];
  for (const [contact, asked] of Map.groupBy(requests, (one) => one.contact)) {
    let waitsUntil = -Infinity;
    for (const { raisedAt, key } of asked) {
      // Whoever asks again while nobody has answered asks the same question.
      const waiting = hands.at(-1);
      if (raisedAt <= waitsUntil && waiting !== undefined) {
        hands[hands.length - 1] = { ...waiting, lastAskedAt: raisedAt };
        waitsUntil = Math.min(waiting.answeredAt ?? Infinity, endOfWait(contact, raisedAt, time));
        continue;
      }
      const closedAt = closed.get(key) ?? null;
      const answer = firstAnswer(touches.get(contact.id) ?? [], raisedAt, Math.min(at, closedAt ?? Infinity));
      waitsUntil = Math.min(answer?.at ?? Infinity, closedAt ?? Infinity, endOfWait(contact, raisedAt, time));
      const { firstname, lastname } = contact.properties;
      const name = [firstname, lastname].filter(Boolean).join(" ");
      hands.push({
        key,
        contactId: contact.id,
        name,
        raisedAt,
        lastAskedAt: raisedAt,
        answeredAt: answer?.at ?? null,
        closedAt: answer === null ? closedAt : null,
        isSelfBooked: answer?.isSelfBooked ?? false,
      });
    }
  }
  return hands;
}

/** The last request of each contact, for the checks. */
export function waitsOf(hands: readonly PlainHand[]): ReadonlyMap<string, PlainWait> {
  return new Map(
    hands.flatMap(({ contactId, raisedAt, lastAskedAt, answeredAt }) =>
      contactId === null ? [] : [[contactId, { raisedAt, lastAskedAt, isAnswered: answeredAt !== null }] as const],
    ),
  );
}

/** A wait that nobody answers ends when the person is no open lead any more, or after the look-back. */
function endOfWait(contact: PlainRecord, raisedAt: number, time: PlainTime): number {
  const history = (name: string) =>
    (contact.propertiesWithHistory?.[name] ?? []).map(({ value, timestamp }) => ({ value, at: Date.parse(timestamp) }));
  const ends = [
    ...history("hs_lead_status").filter(({ value }) => closedStatuses.has(value)),
    ...history("lifecyclestage").filter(({ value }) => !leadStages.has(value)),
  ].filter((change) => change.at > raisedAt);
  const lastDay = new Date(Date.parse(time.dayOf(raisedAt)) + (lookBackDays + 1) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  let beyond = raisedAt + (lookBackDays - 1) * 86_400_000;
  while (time.dayOf(beyond) < lastDay) beyond += 15 * 60_000;
  return Math.min(beyond, ...ends.map((change) => change.at));
}

function firstAnswer(touches: readonly PlainTouch[], raisedAt: number, asOf: number): PlainAnswer | null {
  const answers = touches.flatMap(({ instants, isSelfBooked }) => {
    const first = instants.find((at) => at >= raisedAt && at <= asOf);
    return first === undefined ? [] : [{ at: first, isSelfBooked }];
  });
  return answers.toSorted((one, other) => one.at - other.at)[0] ?? null;
}

interface PlainTouch {
  /** When it can have ended a wait: at the booking, or when it took place. */
  readonly instants: readonly number[];
  readonly isSelfBooked: boolean;
}

const machines = /SEQUENCES|AUTOMATION|WORKFLOWS|JOURNEY|AGENT|BOT|AI|MARKETING_EMAIL/;
/**
 * HubSpot's own outcomes of a call in which nobody was reached: no answer, busy, voicemail, live message, wrong number.
 */
const nobodyReached = /^(73a0d17f|9d9162e7|b2cf5968|a4c4c377|17b47fee)-/;

function touchesByContact(talk: PlainConversations): ReadonlyMap<string, readonly PlainTouch[]> {
  const byContact = new Map<string, PlainTouch[]>();
  const add = ({ associations }: PlainRecord, touch: PlainTouch) => {
    for (const { id } of associations?.["contacts"]?.results ?? [])
      byContact.set(id, [...(byContact.get(id) ?? []), touch]);
  };
  const isOf = ({ properties }: PlainRecord, name: string, words: readonly string[]) =>
    words.includes(properties[name] ?? "");
  const once = (record: PlainRecord) => ({
    instants: [Date.parse(record.properties["hs_timestamp"]!)],
    isSelfBooked: false,
  });
  const byPeople = (records: readonly PlainRecord[]) =>
    records.filter(
      ({ properties }) => !machines.test(properties["hs_object_source"] ?? "") && !properties["hs_sequence_id"],
    );
  for (const call of byPeople(talk.calls))
    if (
      !isOf(call, "hs_call_direction", ["INBOUND"]) &&
      isOf(call, "hs_call_status", ["COMPLETED", ""]) &&
      !nobodyReached.test(call.properties["hs_call_disposition"] ?? "")
    )
      add(call, once(call));
  for (const email of byPeople(talk.emails))
    if (isOf(email, "hs_email_direction", ["EMAIL"]) && isOf(email, "hs_email_status", ["SENT", ""]))
      add(email, once(email));
  for (const message of byPeople(talk.communications)) add(message, once(message));
  for (const meeting of talk.meetings) {
    if (!isOf(meeting, "hs_meeting_outcome", ["SCHEDULED", "COMPLETED", ""])) continue;
    const { hs_createdate, hs_meeting_start_time, hs_timestamp, hs_engagement_source } = meeting.properties;
    const instants = [hs_createdate, hs_meeting_start_time ?? hs_timestamp].flatMap((text) =>
      text ? [Date.parse(text)] : [],
    );
    add(meeting, { instants, isSelfBooked: hs_engagement_source === "MEETINGS" });
  }
  return byContact;
}
