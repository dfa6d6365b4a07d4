import type { Life } from "./life.ts";

/** One thing that stops, what the operator has to hear of it and how soon. */
export interface Stoppage {
  readonly name: string;
  /** Such as "temporal-away/all/". */
  readonly told: readonly string[];
  /** From its beginning, or for what only grows old from the last reading. */
  readonly withinMinutes: number;
  readonly lastsMinutes: number;
  begin(life: Life): Promise<void> | void;
  end(life: Life): Promise<void> | void;
}

const soon = 5;
const cause = (
  name: string,
  told: string,
  begin: Stoppage["begin"],
  end: Stoppage["end"],
  lastsMinutes = 30,
): Stoppage => ({
  name,
  told: [told],
  withinMinutes: soon,
  lastsMinutes,
  begin,
  end,
});

/** Everything that can stop, ring one, ring two and the channel among it. */
export const stoppages: readonly Stoppage[] = [
  cause(
    "the owner is killed",
    "owner-silent/all/",
    (life) => life.rings.killOwner(),
    (life) => life.rings.startOwner(),
    60,
  ),
  cause(
    "Temporal is away",
    "temporal-away/all/",
    (life) => void (life.broken.temporal = true),
    (life) => void (life.broken.temporal = false),
    90,
  ),
  cause(
    "the database is away",
    "database-away/all/",
    (life) => void (life.broken.database = true),
    (life) => void (life.broken.database = false),
  ),
  cause(
    "the poller stops",
    "no-workers/all/",
    (life) => void (life.broken.pollers = true),
    (life) => void (life.broken.pollers = false),
    60,
  ),
  cause(
    "the disk is full",
    "disk-full/all/",
    (life) => void (life.broken.disk = true),
    (life) => void (life.broken.disk = false),
    60,
  ),
  cause(
    "clocks differ",
    "clock-skew/all/",
    (life) => void (life.broken.aheadMs = -45_000),
    (life) => void (life.broken.aheadMs = 0),
  ),
  cause(
    "a sender hangs",
    "outbox-stuck/harbour/",
    (life) => life.messages.hang(),
    (life) => life.messages.free(),
  ),
  cause(
    "a workflow is blocked",
    "workflow-blocked/harbour/alert/harbour/sales.waiting-leads",
    (life) => void (life.broken.blocked = "yes"),
    (life) => life.unblock(),
  ),
  cause(
    "a first audit is refused",
    "onboarding-stuck/newco/",
    (life) => life.refuseNewcomer(),
    (life) => life.acceptNewcomer(),
  ),
  cause(
    "a schedule is gone",
    "schedule-stopped/meridian/audit/meridian/fast",
    (life) => void life.broken.missing.add("audit/meridian/fast"),
    (life) => void life.broken.missing.delete("audit/meridian/fast"),
    60,
  ),
  cause(
    "the watchdog is killed",
    "watchdog-silent/all/",
    (life) => life.rings.killWatchdog(),
    (life) => life.rings.startWatchdog(),
  ),
  cause(
    "ring one hangs",
    "watch-silent/all/",
    (life) => life.rings.hangLook(),
    (life) => life.rings.freeLook(),
  ),
  {
    name: "ring one hangs, and Temporal goes away",
    told: ["watch-silent/all/", "temporal-away/all/"],
    withinMinutes: soon,
    lastsMinutes: 60,
    begin(life) {
      life.rings.hangLook();
      life.broken.temporal = true;
    },
    end(life) {
      life.rings.freeLook();
      life.broken.temporal = false;
    },
  },
  cause(
    "Slack refuses us, for the watch as well",
    "channel-barred/all/slack",
    async (life) => {
      life.broken.slack = true;
      await life.barSlack();
    },
    async (life) => {
      life.broken.slack = false;
      await life.unbarSlack();
    },
  ),
  cause(
    "Slack is dead, and the owner is killed",
    "owner-silent/all/",
    (life) => {
      life.broken.slack = true;
      life.rings.killOwner();
    },
    async (life) => {
      life.broken.slack = false;
      await life.rings.startOwner();
    },
  ),
  {
    ...cause(
      "one cadence just does not run",
      "audits-late/northwind/fast",
      (life) => void life.broken.stuck.add("northwind/fast"),
      (life) => void life.broken.stuck.delete("northwind/fast"),
      50,
    ),
    withinMinutes: 2 * 5 + 5,
  },
  {
    ...cause(
      "an hourly cadence just does not run",
      "audits-late/harbour/hourly",
      (life) => void life.broken.stuck.add("harbour/hourly"),
      (life) => void life.broken.stuck.delete("harbour/hourly"),
      190,
    ),
    withinMinutes: 2 * 60 + 5,
  },
];

/** What looks like trouble and is none, for a random while. */
export type Event = (life: Life, minutes: number) => Promise<void>;

export const normalLife: readonly Event[] = [
  // A planned restart of up to three and a half minutes.
  async (life) => {
    await life.rings.stopOwner();
    await life.live(3);
    await life.rings.startOwner();
  },
  async (life) => {
    await life.rings.stopOwner();
    await life.rings.stopWatchdog();
    await life.live(2);
    await life.rings.startOwner();
    life.rings.startWatchdog();
  },
  // A crash, and the service manager starts it again.
  async (life) => {
    life.rings.killOwner();
    await life.live(1);
    await life.rings.startOwner();
  },
  async (life) => {
    life.rings.killWatchdog();
    await life.live(1);
    life.rings.startWatchdog();
  },
  // Blips.
  async (life) => {
    life.broken.temporal = true;
    await life.live(1);
    life.broken.temporal = false;
  },
  async (life) => {
    life.broken.database = true;
    await life.live(1);
    life.broken.database = false;
  },
  async (life) => {
    await life.messages.hang();
    await life.live(2);
    await life.messages.free();
  },
  // A copy of hours, in which nothing else is read.
  async (life, minutes) => {
    await life.audits.beginCopy("harbour", minutes);
    await life.live(minutes + 2);
  },
  // An operator's decision.
  async (life, minutes) => {
    life.audits.pause("audit/northwind/fast");
    life.audits.pause("audit/northwind/hourly");
    await life.live(minutes);
    life.audits.unpause("audit/northwind/fast");
    life.audits.unpause("audit/northwind/hourly");
    await life.live(10);
  },
];
