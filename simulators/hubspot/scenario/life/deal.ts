import type { Random } from "../../../random.ts";
import type { Character } from "../diary.ts";
import { person } from "../story.ts";
import type { Story } from "../story.ts";
import { days, minutes } from "../working-hours.ts";
import { completeTask, iso, meet, planTask, reachOut } from "./touches.ts";

/** One deal's course. */
export interface DealPlan {
  readonly startsAt: number;
  readonly ownerId: string;
  readonly contact: Character;
  readonly company: Character;
  /** Among the open stages; the first when left out. */
  readonly startStage?: number;
  /** Stays open whatever happens. */
  readonly neverCloses?: boolean;
  /** The next activity lapses at `from` and nobody plans another before `until`. */
  readonly lapse?: { readonly from: number; readonly until: number | null };
  /** The close date is this day, and nobody looks at it again before `noticedAt`. */
  readonly forgottenCloseDate?: { readonly on: number; readonly noticedAt: number | null };
  /** Somebody else takes over. */
  readonly handover?: { readonly at: number; readonly toOwnerId: string };
}

/** What really happened, for whoever labels it. */
export interface DealCourse {
  readonly deal: Character;
  readonly name: string;
  /** Since when, and until when, no activity lay ahead. */
  readonly lapsedAt: number | null;
  readonly resumedAt: number | null;
  /** When a forgotten close date was moved. */
  readonly closeDateMovedAt: number | null;
}

export const taskSubjects = [
  "Call about the offer",
  "Send revised quote",
  "Check with legal",
  "Agree on start date",
  "Ask for decision",
  "Share references",
];

/** Days ahead below which a close date is moved on. Longer than the pause between two looks at a deal. */
const closeDateGuardDays = 13;

/**
 * Lives a deal to its close or to the end of the story. Its owner always plans the next step before ticking off the
 * last.
 */
export function liveDeal(story: Story, random: Random, plan: DealPlan): DealCourse {
  const { diary, profile, time } = story;
  const openStages = profile.pipeline.stages.filter(({ isClosed }) => !isClosed);
  const name = `${companyName(story, random)} – ${random.pick(profile.dealSubjects)}`;
  const forgotten = plan.forgottenCloseDate;
  const touchesToClose = plan.neverCloses ? Infinity : random.integer(5, 16);
  const course = {
    lapsedAt: null as number | null,
    resumedAt: null as number | null,
    closeDateMovedAt: null as number | null,
  };
  let ownerId = plan.ownerId;
  let stage = plan.startStage ?? 0;
  let closeAt = forgotten
    ? midnightUtc(time.local(forgotten.on).day)
    : midnightUtc(time.local(plan.startsAt + days(random.integer(35, 80))).day);

  const deal = diary.create(
    "deals",
    plan.startsAt,
    {
      dealname: name,
      pipeline: profile.pipeline.id,
      dealstage: openStages[stage]!.id,
      amount: String(random.integer(profile.dealSize[0] / 100, profile.dealSize[1] / 100) * 100),
      closedate: iso(closeAt),
      dealtype: "newbusiness",
      hubspot_owner_id: ownerId,
    },
    person(ownerId),
    [plan.contact, plan.company],
  );
  if (plan.handover)
    diary.set(deal, plan.handover.at, { hubspot_owner_id: plan.handover.toOwnerId }, person(plan.handover.toOwnerId));

  const related = [deal, plan.contact];
  const planNext = (at: number) => {
    const step = nextStep(story, random, at, course.lapsedAt === null ? plan.lapse : undefined);
    if (step.isLapse) course.lapsedAt = step.dueAt;
    return { ...step, task: planTask(story, at, step.dueAt, random.pick(taskSubjects), { ownerId, related }) };
  };
  let next = planNext(plan.startsAt);
  for (let touches = 1; next.workedAt <= story.endsAt; touches++) {
    const at = next.workedAt;
    if (plan.handover && at >= plan.handover.at) ownerId = plan.handover.toOwnerId;
    if (next.isLapse) course.resumedAt = at;
    if (touches >= touchesToClose) {
      completeTask(story, next.task, at, ownerId);
      close(story, random, deal, plan.contact, at, ownerId);
      break;
    }
    const done = next.task;
    next = planNext(at);
    completeTask(story, done, at, ownerId);
    if (plan.lapse === undefined && random.chance(0.2)) meet(story, random, at, { ownerId, related });
    else reachOut(story, random, at, { ownerId, related });

    const isForgotten = forgotten !== undefined && (forgotten.noticedAt === null || at < forgotten.noticedAt);
    if (!isForgotten && closeAt - at < days(closeDateGuardDays)) {
      if (forgotten && course.closeDateMovedAt === null) course.closeDateMovedAt = at;
      closeAt = midnightUtc(time.local(at + days(random.integer(21, 40))).day);
      diary.set(deal, at, { closedate: iso(closeAt) }, person(ownerId));
    }
    if (stage < openStages.length - 1 && random.chance(0.45))
      diary.set(deal, at, { dealstage: openStages[++stage]!.id }, person(ownerId));
  }
  return { deal, name, ...course };
}

/** When the next step is due, and when somebody will take it: some hours before. */
function nextStep(
  story: Story,
  random: Random,
  at: number,
  lapse: DealPlan["lapse"],
): { dueAt: number; workedAt: number; isLapse: boolean } {
  const { time, endsAt } = story;
  const dueAt = time.at(time.nextWorkday(time.local(at).day, random.integer(2, 5)), random.integer(30, 34) * 30);
  if (lapse && dueAt >= lapse.from) return { dueAt: lapse.from, workedAt: lapse.until ?? Infinity, isLapse: true };
  const workedAt = dueAt - minutes(random.integer(20, 330));
  if (workedAt <= endsAt) return { dueAt, workedAt, isLapse: false };
  // The story ends before: what is planned last lies well beyond, so that the portal stands as well a day later.
  const dayAfter = time.local(endsAt + days(1)).day;
  return { dueAt: time.at(time.nextWorkday(dayAfter, random.integer(1, 4)), 960), workedAt: Infinity, isLapse: false };
}

function close(story: Story, random: Random, deal: Character, contact: Character, at: number, ownerId: string): void {
  const { diary, profile } = story;
  const isWon = random.chance(0.6);
  const stage = profile.pipeline.stages.find(({ isClosed, probability }) => isClosed && (probability === 1) === isWon)!;
  const reason = isWon
    ? {}
    : {
        closed_lost_reason: random.pick([
          "Price",
          "Chose another supplier",
          "No budget this year",
          "Project postponed",
        ]),
      };
  diary.set(deal, at, { dealstage: stage.id, closedate: iso(at), ...reason }, person(ownerId));
  diary.set(contact, at, isWon ? { lifecyclestage: "customer" } : { hs_lead_status: "BAD_TIMING" }, person(ownerId));
}

const companyName = ({ profile: { people } }: Story, random: Random): string =>
  `${random.pick(people.companies)} ${random.pick(people.companyKinds)}`;

const midnightUtc = (day: number): number => day;
