import type { Random } from "../../../random.ts";
import { newContactProperties } from "../../acts/form-submission.ts";
import { form as formSource } from "../story.ts";
import type { Story } from "../story.ts";
import { days } from "../working-hours.ts";
import { promptAnswer, raiseHand, routingDelay } from "./inbound-lead.ts";
import { followUp } from "./lead-course.ts";
import type { Population } from "./people.ts";
import { iso } from "./touches.ts";
import { submissionOf, visit } from "./visitors.ts";
import type { Visit } from "./visitors.ts";

/** Every form that is filled in during the story, in the order of time, with what follows. */
export function liveInbound(story: Story, population: Population): void {
  const random = story.chance("inbound");
  let turn = 0;
  for (const submittedAt of submissionTimes(story, random)) {
    const wanted = visit(story, random);
    if (wanted.form.raisesHand) {
      const ownerId = story.activeOwners[turn++ % story.activeOwners.length]!.id;
      serve(story, random, population, wanted, submittedAt, ownerId);
    } else subscribe(story, random, population, wanted, submittedAt);
  }
}

/** A hand-raiser who is served as promised. One who could not be before the story ends does not come at all. */
export function serve(
  story: Story,
  random: Random,
  population: Population,
  wanted: Visit,
  submittedAt: number,
  ownerId: string,
): boolean {
  const answeredAt = promptAnswer(story, random, submittedAt);
  if (answeredAt === null) return false;
  const lead = raiseHand(story, random, population, wanted, {
    submittedAt,
    ownerId,
    assignedAt: submittedAt + routingDelay(random),
    answeredAt,
  });
  followUp(story, random, lead, answeredAt);
  return true;
}

function subscribe(story: Story, random: Random, population: Population, wanted: Visit, at: number): void {
  const who = population.invent(random);
  const properties = {
    ...newContactProperties(submissionOf(story, who, wanted, at), iso(at)),
    ...who.details,
    lifecyclestage: "subscriber",
  };
  story.diary.create("contacts", at, properties, formSource(wanted.form.name));
}

function submissionTimes(story: Story, random: Random): number[] {
  const { time, beginsAt, endsAt, profile } = story;
  const times: number[] = [];
  for (let { day } = time.local(beginsAt); time.at(day, 0) <= endsAt; day += days(1)) {
    const expected = profile.formsPerDay[time.isWorkday(day) ? 0 : 1];
    const count =
      Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0) + (random.chance(0.25) ? random.pick([-1, 1]) : 0);
    for (let number = 0; number < count; number++) times.push(time.at(day, minuteOfDay(story, random)));
  }
  return times.filter((at) => at >= beginsAt && at <= endsAt).toSorted((one, other) => one - other);
}

/**
 * Most people write during the day, some in the evening, few at night. A shop that never closes hears from them at any
 * hour.
 */
function minuteOfDay({ profile: { hours } }: Story, random: Random): number {
  if (hours.opens === 0) return random.integer(0, 1439);
  return random.weighted([
    [random.integer(540, 1020), 75],
    [random.integer(1020, 1320), 18],
    [random.integer(360, 540), 5],
    [random.integer(0, 360), 2],
  ]);
}
