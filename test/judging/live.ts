import type { ClientConfig } from "../../config/config.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { monitorsOf } from "../activities/test-world.ts";
import type { Hits } from "../support/run-lives.ts";
import { chanceOf, type Chance } from "./chance.ts";
import { happenings } from "./happenings.ts";
import { halfRead, startTwins, type Scans, type Twins } from "./judged-twins.ts";

const hourMs = 3_600_000;
const steps = 22;

/**
 * One random life of twins, of which one judges what changed and the other everything.
 *
 * @returns What differed first, and after what; null when nothing ever did.
 */
export async function live(db: StoreHandle, seed: number, hits: Hits): Promise<string | null> {
  const chance = chanceOf(seed);
  const twins = await startTwins(db);
  // Around the night in which London's clocks go back.
  let now = new Date(Date.UTC(2026, 9, 20 + chance.number(10), chance.number(24), chance.number(60)));
  const story: string[] = [];
  const hit = (what: string) => {
    hits.set(what, (hits.get(what) ?? 0) + 1);
    story.push(what);
  };
  const setting = { twins, chance, hit };

  await happen({ ...setting, now }, 14);
  for (let step = 0; step < steps; step += 1) {
    now = await pass(setting, now);
    if (chance.percent(70)) await happen({ ...setting, now }, 1 + chance.number(4));
    if (chance.percent(12)) changeRules(setting);
    const cadence = chance.pick(["fast", "fast", "fast", "hourly", "daily", "all"] as const);
    if (chance.percent(8)) {
      await twins.breakRun(now, cadence);
      hit("a run is killed while it settles");
    }
    const scans = chance.percent(20) ? breakScans(setting, now) : {};
    story.push(`run ${cadence} at ${now.toISOString()} ${JSON.stringify(scans)}`);
    const difference = await twins.run(now, cadence, scans);
    if (difference !== null) return `seed ${seed}, step ${step}:\n${story.slice(-12).join("\n")}\n${difference}`;
  }
  return null;
}

interface Setting {
  readonly twins: Twins;
  readonly chance: Chance;
  readonly hit: (what: string) => void;
}

async function happen({ twins, chance, hit, now }: Setting & { readonly now: Date }, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    // Most of what happens to a portal happens to its records.
    const what = chance.percent(25) ? "a record is stored" : chance.pick(Object.keys(happenings));
    const happening = happenings[what]!(chance, now);
    for (const clientId of twins.ids) await happening(twins.db, clientId);
    hit(what);
  }
}

/** Time goes on in small and large steps, to the very instant at which a verdict runs out, not at all, or back. */
async function pass({ twins, chance, hit }: Setting, now: Date): Promise<Date> {
  const step = chance.number(100);
  if (step < 25) {
    const due = await twins.db
      .selectFrom("standing")
      .select(({ fn }) => fn.min("due_at").as("at"))
      .where("client_id", "=", twins.ids[0])
      .where("due_at", ">", now)
      .executeTakeFirst();
    if (due?.at) {
      hit("a run at the instant at which a verdict runs out");
      return due.at;
    }
  }
  if (step < 32) {
    hit("the clock goes back");
    return new Date(now.getTime() - chance.number(72) * hourMs - 1);
  }
  if (step < 38) {
    hit("no time passes");
    return now;
  }
  if (step < 50) {
    hit("one big step");
    return new Date(now.getTime() + (2 + chance.number(40)) * 24 * hourMs);
  }
  hit("a small step");
  return new Date(now.getTime() + chance.number(8 * 60) * 60_000);
}

export type Changed = Omit<ClientConfig, "clientId">;

/** How the rules of a client change. */
export const rules: Readonly<Record<string, (config: Changed, chance: Chance) => Changed>> = {
  "the zone changes": (config, chance) => ({ ...config, timeZone: chance.pick(["Europe/London", "Asia/Tokyo"]) }),
  "the hours change": (config, chance) => ({
    ...config,
    businessHours: chance.pick(["always", [{ day: "monday", opens: "09:00", closes: "17:00" }]] as const),
  }),
  "the holidays change": (config, chance) => ({ ...config, holidays: chance.pick([[], ["2026-10-26", "2026-11-02"]]) }),
  "a severity changes": (config, chance) => ({
    ...config,
    monitors: config.monitors.map((one) =>
      chance.percent(20) ? { ...one, severity: chance.pick(["low", "high"]) } : one,
    ),
  }),
  "a setting changes": (config, chance) => ({
    ...config,
    monitors: config.monitors.map((one) =>
      one.checkId === "lead-stale"
        ? { ...one, params: { ...one.params, maxDaysWithoutActivity: chance.pick([3, 30]) } }
        : one.checkId === "contact-source-missing"
          ? { ...one, params: { ...one.params, minSample: chance.pick([1, 20]), windowDays: chance.pick([5, 30]) } }
          : one.checkId === "utm-value-fragmented"
            ? { ...one, params: { ...one.params, minContactsPerSpelling: 1 } }
            : one,
    ),
  }),
  "a cadence changes": (config, chance) => ({
    ...config,
    monitors: config.monitors.map((one) =>
      one.checkId === "lead-stale" ? { ...one, cadence: chance.pick(["fast", "daily"]) } : one,
    ),
  }),
  "a check is switched": (config, chance) => {
    const id = chance.pick(["lead-stale", "lead-unassigned", "owner-deactivated", "deal-close-date-past"]);
    const others = config.monitors.filter(({ checkId }) => checkId !== id);
    return { ...config, monitors: others.length < config.monitors.length ? others : [...others, ...monitorsOf(id)] };
  },
};

function changeRules({ twins, chance, hit }: Setting): void {
  const name = chance.pick(Object.keys(rules));
  twins.config = rules[name]!(twins.config, chance);
  hit(name);
}

/** Some scans do not end well. */
function breakScans({ chance, hit }: Setting, now: Date): Scans {
  const subject = chance.pick(["contact", "deal", "hand", "touch", "owner", "pipeline"] as const);
  const isRecord = subject === "contact" || subject === "deal";
  const status = isRecord ? chance.pick(["partial", "suspicious", "unreadable"] as const) : ("unreadable" as const);
  hit(status === "unreadable" ? `a scan is ${status}` : `a scan of records is ${status}`);
  if (status === "partial" && chance.percent(50)) {
    hit("some records lack a property");
    const lacks = [`${subject}.${chance.pick(["createdate", "hubspot_owner_id"])}`];
    return { [subject]: { status, reason: "broken", lacks } };
  }
  const reason = status === "partial" ? halfRead : "broken";
  return { [subject]: { status, reason, startedAt: new Date(now.getTime() - hourMs).toISOString() } };
}
