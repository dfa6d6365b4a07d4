import { Random } from "../../random.ts";
import type { OwnerIdentity } from "../model/owner.ts";
import type { Source } from "../model/source.ts";
import type { Diary } from "./diary.ts";
import type { Neglect, Profile } from "./profile.ts";
import { days } from "./working-hours.ts";
import type { WorkingHours } from "./working-hours.ts";

/** What everything in one portal's life shares. */
export interface Story {
  readonly profile: Profile;
  readonly neglect: Neglect;
  readonly portalId: number;
  readonly diary: Diary;
  readonly time: WorkingHours;
  /** From here on the portal is lived day by day; what came before is only sketched. */
  readonly beginsAt: number;
  readonly endsAt: number;
  readonly owners: readonly OwnerIdentity[];
  /** Who takes new leads and deals: not the one who leaves. */
  readonly activeOwners: readonly OwnerIdentity[];
  /** Chance for one part of the story, so that a change in one part leaves the others as they were. */
  readonly chance: (part: string) => Random;
}

export function chanceOf(seed: number): Story["chance"] {
  return (part) => {
    let hash = seed | 0;
    for (const letter of part) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x5bd1e995) ^ (hash >>> 13);
    return new Random(hash);
  };
}

/** An instant told as days before the end. */
export function daysBefore(story: Story, count: number): number {
  return story.endsAt - days(count);
}

/**
 * A time of the working day, on the day that lies `count` days before the end, on the next workday, or, if the story is
 * over by then, on the last one.
 */
export function workingTime(story: Story, count: number, minutesAfterMidnight: number): number {
  const { day } = story.time.local(daysBefore(story, count));
  const workday = story.time.isWorkday(day) ? day : story.time.nextWorkday(day, 1);
  const at = story.time.at(workday, minutesAfterMidnight);
  return at <= story.endsAt
    ? at
    : story.time.at(story.time.nextWorkday(story.time.local(at).day, -1), minutesAfterMidnight);
}

export const person = (ownerId: string): Source => ({ type: "CRM_UI", id: `userId:${Number(ownerId) % 100_000_000}` });
export const automation = (name: string): Source => ({ type: "AUTOMATION_PLATFORM", id: name });
export const form = (name: string): Source => ({ type: "FORM", id: name });
export const importFile = (name: string): Source => ({ type: "IMPORT", id: name });
