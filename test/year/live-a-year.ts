import { makeBuildWeeklyReport } from "../../activities/report/build-weekly-report.ts";
import type { RunName } from "../../activities/shapes.ts";
import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import { isoWeekOf, type IsoWeek } from "../../domain/time/iso-week.ts";
import { openLived } from "../../simulators/hubspot/scenario/open-lived.ts";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import { crmUi } from "../../simulators/hubspot/model/source.ts";
import type { DatedWrite } from "../../simulators/hubspot/model/write.ts";
import type { Rates } from "../../simulators/hubspot/scenario/year/rates.ts";
import { audit, runActivity, runName, testClient, type TestWorld } from "../activities/test-world.ts";
import { calendarOf } from "../simulators/scenario/life-of-a-year.ts";
import { ComeAndGo } from "./come-and-go.ts";
import { waitsOf } from "./plain-hands.ts";
import { mergesIn, PlainMemory } from "./plain-memory.ts";
import { answersOf, PlainBook, type PlainFigures } from "./plain-figures.ts";
import { PlainReader } from "./plain-portal.ts";
import { PlainTime } from "./plain-time.ts";
import { plainVerdicts } from "./plain-verdicts.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Audits wander through the hours of the day. */
const paceMs = 14 * hourMs;
const portalId = 8601;
const clientId = "northwind";
const token = "pat-test-a-year";

/** A week as the product reports it, and as it is recomputed. */
export interface ReportedWeek {
  readonly week: IsoWeek;
  readonly report: WeeklyReport;
  readonly plain: PlainFigures;
}

export interface YearOptions {
  readonly contacts: number;
  /** The last instant of the year; its week is not reported. */
  readonly until: Date;
  readonly weeks: number;
  readonly rates?: Partial<Rates>;
  readonly onWeek?: (week: ReportedWeek) => void;
}

/**
 * Lives through a year week by week: an audit every fourteen hours and a report each Monday, by the product and by the
 * plain script.
 */
export class AuditedYear {
  readonly #world: TestWorld;
  readonly #hosted: HostedPortal;
  readonly #time: PlainTime;
  readonly #reader: PlainReader;
  readonly #timeZone: string;
  readonly #memory: PlainMemory;
  readonly #comeAndGo: ComeAndGo;
  /** What is still to happen of the week. */
  #ahead: readonly DatedWrite[] = [];

  private constructor(world: TestWorld, { contacts, until, weeks, rates = {} }: YearOptions) {
    // It lives before the first week too: a portal without anybody who opened it cannot be read.
    const days = Math.max(365, (weeks + 2) * 7);
    const scenario = { portalId, profile: "northwind", contacts, seed: 11, until, days, token, rates } as const;
    const { hosted, lived } = openLived(world.hubspot.portals, scenario);
    hosted.portal.limits = {
      ...hosted.portal.limits,
      generalPer10s: 1e6,
      searchPerSecond: 1e6,
      associationsPer10s: 1e6,
    };
    const cadences = { fast: { everySeconds: 50_400 }, hourly: { everySeconds: 50_400 }, daily: { dailyAt: "06:00" } };
    world.setClient(
      testClient(clientId, String(portalId), { name: "Northwind Analytics", cadences, ...calendarOf(lived) }),
    );
    world.setToken(clientId, token);
    this.#world = world;
    this.#hosted = hosted;
    this.#time = new PlainTime({ ...lived.hours, holidays: lived.hours.holidays ?? [] });
    this.#reader = new PlainReader(world.hubspot.address, token);
    this.#timeZone = lived.hours.timeZone;
    this.#memory = new PlainMemory(this.#time);
    const stays = [...hosted.portal.owners.values()].find((owner) => !owner.isDeactivated(until.getTime()));
    this.#comeAndGo = new ComeAndGo(portalId, stays!.identity.id);
  }

  static async live(
    world: TestWorld,
    options: YearOptions,
  ): Promise<{ year: AuditedYear; weeks: readonly ReportedWeek[] }> {
    const year = new AuditedYear(world, options);
    return { year, weeks: await year.#live(options) };
  }

  async #live({ until, weeks, onWeek }: YearOptions): Promise<readonly ReportedWeek[]> {
    const lastMonday = isoWeekOf(this.#time.dayOf(until.getTime()), this.#timeZone).startsAt.getTime();
    const book = new PlainBook(this.#time);
    const reported: ReportedWeek[] = [];
    // Half a day more or less, where clocks change, does not leave the week.
    let week = this.#weekAt(lastMonday - weeks * 7 * dayMs + 12 * hourMs);
    await this.#audit(book, week.startsAt.getTime() + 6 * hourMs, "baseline");
    for (; week.startsAt.getTime() < lastMonday; week = this.#weekAt(week.endsAt.getTime() + 12 * hourMs)) {
      const [startsAt, endsAt] = [week.startsAt.getTime(), week.endsAt.getTime()];
      this.#ahead = [...this.#ahead, ...this.#comeAndGo.week(startsAt)];
      for (let at = startsAt + 6 * hourMs + paceMs; at < endsAt; at += paceMs) await this.#audit(book, at);
      const found = book.week(startsAt, endsAt);
      // What was written down on Sunday night is read on Monday morning, before the report is built.
      await this.#audit(book, endsAt + 6 * hourMs);
      const hands = this.#memory.standing(await this.#reader.conversations(), endsAt);
      const plain = { ...found, ...answersOf(hands, { startsAt, endsAt }, this.#time) };
      const one = { week, report: await this.report(week, endsAt + 8 * hourMs), plain };
      reported.push(one);
      onWeek?.(one);
    }
    return reported;
  }

  /** The report of a week as it is kept; people who were deleted since are not in it any more. */
  async kept(week: IsoWeek): Promise<WeeklyReport> {
    const { db } = this.#world.world;
    const row = await db.selectFrom("report").select("model").where("period", "=", week.name).executeTakeFirstOrThrow();
    return row.model;
  }

  /** The report of a week, built at an instant. */
  async report(week: IsoWeek, at: number): Promise<WeeklyReport> {
    await this.#world.moveTo(new Date(at));
    const asOf = new Date(at).toISOString();
    await runActivity(makeBuildWeeklyReport(this.#world.world), [
      {
        clientId,
        week: week.name,
        nominalAt: asOf,
        asOf,
        workflowId: `report/${clientId}/${week.name}`,
        deliver: false,
      },
    ]);
    return this.kept(week);
  }

  async #audit(book: PlainBook, at: number, mode: RunName["mode"] = "live"): Promise<void> {
    const isPast = (write: DatedWrite) => Date.parse(write.at) <= at;
    this.#hosted.portal.liveThrough(this.#ahead.filter(isPast), crmUi);
    this.#ahead = this.#ahead.filter((write) => !isPast(write));
    this.#hosted.portal.frozenAt = at;
    await this.#world.moveTo(new Date(at));
    const { result, receipts } = await audit(this.#world, runName(clientId, new Date(at), { mode }));
    if (result.status !== "complete") {
      const why = receipts.find(({ status }) => status !== "complete")?.reason ?? "nobody says why";
      throw new Error(`The audit of ${new Date(at).toISOString()} is ${result.status}: ${why}`);
    }
    const portal = await this.#reader.portal();
    const waits = waitsOf(this.#memory.look(portal, await this.#reader.conversations(), at));
    const sight = { portal, at, time: this.#time, waitOf: (id: string) => waits.get(id) };
    book.audit(plainVerdicts(sight), mergesIn(portal), at);
  }

  #weekAt(at: number): IsoWeek {
    return isoWeekOf(this.#time.dayOf(at), this.#timeZone);
  }
}
