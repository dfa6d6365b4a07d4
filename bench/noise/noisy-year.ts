import type { RunName } from "../../activities/shapes.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { openLived } from "../../simulators/hubspot/scenario/open-lived.ts";
import { liveYear, type LivedYear } from "../../simulators/hubspot/scenario/live-year.ts";
import { WorkingHours } from "../../simulators/hubspot/scenario/working-hours.ts";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import { channelsThatRemember } from "../../test/acceptance/alerting/harness/channels-that-remember.ts";
import { nextInstant, takeDue } from "../../test/acceptance/alerting/harness/clockwork.ts";
import { audit, runName, startTestWorld, type TestWorld } from "../../test/activities/test-world.ts";
import { Listener } from "./listener.ts";
import { everySeconds, noisyClient } from "./noisy-client.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const portalId = 8601;
const token = "pat-bench-noise";
/** Local time of the daily checks. */
const dailyAt = 6 * 60;

export interface NoisyYearOptions {
  readonly contacts: number;
  readonly weeks: number;
  readonly seed: number;
  /** The last instant of it. */
  readonly until: Date;
  readonly onWeek?: (week: number, runs: number) => void;
}

/** A lived year, gone through with what people heard of it. */
export interface NoisyYear {
  readonly world: TestWorld;
  readonly clientId: string;
  readonly lived: LivedYear;
  readonly time: WorkingHours;
  readonly beginsAt: number;
  readonly endsAt: number;
  readonly listener: Listener;
  readonly runs: number;
}

/**
 * Goes through a portal's year as production does, from one instant at which something happens to the next: a run of
 * the schedule that finds something written, a verdict that time turns (for which `leadClock` wakes), a cadence, a step
 * of a ladder, a window's end, a message that waits. Nobody ever acknowledges anything, so each ladder is climbed to its end.
 */
export async function goThroughYear(options: NoisyYearOptions): Promise<NoisyYear> {
  const { contacts, weeks, seed, until } = options;
  const endsAt = until.getTime();
  const beginsAt = endsAt - weeks * 7 * dayMs;
  // It lives before the first week too: a portal without a past has nothing that can go wrong.
  const scenario = {
    portalId,
    profile: "northwind",
    contacts,
    seed,
    until,
    days: Math.max(365, (weeks + 2) * 7),
  } as const;
  const world = await startTestWorld();
  const { hosted, lived } = openLived(world.hubspot.portals, { ...scenario, token });
  unlimited(hosted);
  const time = new WorkingHours(lived.hours);
  const client = noisyClient(portalId, lived, importDays(time, beginsAt, endsAt));
  world.setClient(client);
  world.setToken(client.clientId, token);
  const channels = channelsThatRemember();
  const acting: ActivityWorld = { ...world.world, slack: () => channels.slack, email: () => channels.email };
  const clientId = client.clientId;
  const listener = new Listener(acting.db, clientId);
  const written = runsAfterWrites(liveYear(scenario), everySeconds * 1_000, beginsAt, endsAt);

  let runs = 0;
  const moveTo = async (at: number) => {
    hosted.portal.frozenAt = at;
    await world.moveTo(new Date(at));
  };
  const run = async (cadence: RunName["cadence"], mode: RunName["mode"] = "live") => {
    const name = runName(clientId, acting.now(), { cadence, mode });
    const { result } = await audit({ ...world, world: acting }, name);
    if (result.status !== "complete") throw new Error(`The run of ${name.asOf} is ${result.status}.`);
    runs += 1;
  };

  await moveTo(beginsAt);
  await run("all", "baseline");
  let now = beginsAt;
  let isHourDue = false;
  let daily = nextDaily(time, now);
  let nextWrite = 0;
  for (let week = 0; now < endsAt;) {
    const due = await dueByTime(acting, clientId, now);
    const hourly = Math.min(isHourDue ? up(now + 1, hourMs) : Infinity, up(due.hourly, hourMs));
    const fast = Math.min(written[nextWrite] ?? Infinity, due.fast);
    const alerts = await nextInstant(acting, clientId);
    now = Math.min(fast, hourly, daily, alerts, endsAt);
    await moveTo(now);
    if (fast <= now) {
      if ((written[nextWrite] ?? Infinity) <= now) {
        nextWrite += 1;
        isHourDue = true;
      }
      await run("fast");
    }
    if (hourly <= now) {
      isHourDue = false;
      await run("hourly");
    }
    if (daily <= now) {
      daily = nextDaily(time, now);
      await run("daily");
    }
    await listener.listen(new Date(now), () => takeDue(acting, clientId));
    const weeksLived = Math.floor((now - beginsAt) / (7 * dayMs));
    for (; week < weeksLived; week += 1) options.onWeek?.(week + 1, runs);
  }
  return { world, clientId, lived, time, beginsAt, endsAt, listener, runs };
}

function unlimited({ portal }: HostedPortal): void {
  portal.limits = { ...portal.limits, generalPer10s: 1e6, searchPerSecond: 1e6, associationsPer10s: 1e6 };
}

/** The runs of a schedule that find something written to the portal. */
function runsAfterWrites(lived: LivedYear, everyMs: number, beginsAt: number, endsAt: number): readonly number[] {
  const runs = new Set<number>();
  for (const writes of lived.writes) for (const { at } of writes) runs.add(up(Date.parse(at), everyMs));
  return [...runs].filter((at) => at > beginsAt && at <= endsAt).toSorted((one, other) => one - other);
}

/** When time alone turns a verdict of a cadence next. Daily checks have their hour. */
async function dueByTime(
  { db }: ActivityWorld,
  clientId: string,
  now: number,
): Promise<{ fast: number; hourly: number }> {
  const rows = await db
    .selectFrom("standing")
    .select(["cadence", ({ fn }) => fn.min("due_at").as("at")])
    .where("client_id", "=", clientId)
    .where("due_at", ">", new Date(now))
    .groupBy("cadence")
    .execute();
  const of = (cadence: string) => rows.find((row) => row.cadence === cadence)?.at?.getTime() ?? Infinity;
  return { fast: of("fast"), hourly: of("hourly") };
}

const up = (at: number, to: number) => (Number.isFinite(at) ? Math.ceil(at / to) * to : at);

function nextDaily(time: WorkingHours, now: number): number {
  const { day } = time.local(now);
  const today = time.at(day, dailyAt);
  return today > now ? today : time.at(day + dayMs, dailyAt);
}

/** Each fourth Tuesday. */
function importDays(time: WorkingHours, beginsAt: number, endsAt: number): readonly string[] {
  const found: string[] = [];
  for (let { day } = time.local(beginsAt); day < endsAt; day += dayMs)
    if (new Date(day).getUTCDay() === 2 && Math.floor(day / (7 * dayMs)) % 4 === 0)
      found.push(new Date(day).toISOString().slice(0, 10));
  return found;
}
