import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HubSpotAdmin } from "../../../simulators/client.ts";
import type { PortalAdmin } from "../../../simulators/client.ts";
import { liveYear } from "../../../simulators/hubspot/scenario/live-year.ts";
import type { LivedYear, YearScenario } from "../../../simulators/hubspot/scenario/live-year.ts";
import { openLived } from "../../../simulators/hubspot/scenario/open-lived.ts";
import type { HostedPortal } from "../../../simulators/hubspot/hosted-portal.ts";
import type { YearLabel } from "../../../simulators/hubspot/scenario/year/label-book.ts";
import { startHubSpot } from "../../../simulators/hubspot/start.ts";
import type { HubSpotSimulator } from "../../../simulators/hubspot/start.ts";
import { MinuteCounter } from "../oracle.ts";
import { PortalReader } from "./read-portal.ts";
import { shows } from "./shows.ts";
import type { Scene } from "./shows.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
const token = "pat-a-whole-year";
const scenario: YearScenario = {
  seed: 10,
  portalId: 8201,
  profile: "northwind",
  contacts: 2000,
  until: new Date("2026-11-20T15:30:00Z"),
};
const end = scenario.until.getTime();
const begin = end - 365 * dayMs;

let hubspot: HubSpotSimulator;
let hosted: HostedPortal;
let lived: LivedYear;
let admin: PortalAdmin;
let reader: PortalReader;
let counter: MinuteCounter;

beforeAll(async () => {
  hubspot = await startHubSpot();
  ({ hosted, lived } = openLived(hubspot.portals, { ...scenario, token }));
  hosted.portal.limits = {
    ...hosted.portal.limits,
    generalPer10s: 1e6,
    searchPerSecond: 1e6,
    associationsPer10s: 1e6,
    daily: 1e9,
  };
  admin = new HubSpotAdmin(hubspot.address).portal(scenario.portalId);
  reader = new PortalReader(hubspot.address, token);
  counter = new MinuteCounter(lived.hours, begin, end + dayMs);
});
afterAll(() => hubspot.close());

const lifeOf = () => hosted.portal.journal.entries.filter(({ source }) => source.type !== "SIMULATOR");
/** Day and clock in the portal's zone, such as "2026-10-03 08:30:00". */
const localFormat = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Berlin",
  dateStyle: "short",
  timeStyle: "medium",
});

describe("time", () => {
  test("nobody of the team works at night, on weekends or on holidays", () => {
    const acts = lifeOf().filter(({ source }) => source.id?.startsWith("userId:") === true);
    const offDuty = acts.filter(({ at }) => {
      const [day = "", clock = ""] = localFormat.format(Date.parse(at)).split(" ");
      const weekday = new Date(day).getUTCDay();
      return (
        weekday === 0 ||
        weekday === 6 ||
        clock < "08:30:00" ||
        clock > "18:00:00" ||
        lived.hours.holidays!.includes(day)
      );
    });

    expect(acts.length).toBeGreaterThan(15_000);
    expect(offDuty).toEqual([]);
    expect(lived.hours.holidays).toEqual(
      expect.arrayContaining(["2026-04-03", "2026-04-06", "2026-10-03", "2026-12-25"]),
    );
  });

  test("visitors come at any hour, mostly on workdays, and more of them in the season", () => {
    const months = new Map<number, number>();
    const week = { workdays: 0, weekends: 0 };
    let atNight = 0;
    for (const { at } of lifeOf().filter(({ what }) => what === "form-submitted")) {
      const [day = "", clock = ""] = localFormat.format(Date.parse(at)).split(" ");
      const { month, weekday } = { month: Number(day.slice(5, 7)), weekday: new Date(day).getUTCDay() };
      months.set(month, (months.get(month) ?? 0) + 1);
      week[weekday === 0 || weekday === 6 ? "weekends" : "workdays"]++;
      if (clock < "08:30" || clock > "18:00") atNight++;
    }

    expect(months.get(10)! / months.get(8)!).toBeGreaterThan(1.5);
    expect(months.get(9)! / months.get(12)!).toBeGreaterThan(1.2);
    expect(week.weekends).toBeGreaterThan(20);
    expect(week.workdays / 5).toBeGreaterThan((week.weekends / 2) * 2);
    expect(atNight).toBeGreaterThan(50);
  });

  test("the journal runs forward and fills the year", () => {
    const instants = lifeOf().map(({ at }) => Date.parse(at));
    expect(instants).toEqual(instants.toSorted((one, other) => one - other));
    expect(instants[0]).toBe(begin);
    expect(end - instants.at(-1)!).toBeLessThan(dayMs);
  });

  test("people join and leave", () => {
    const owners = [...hosted.portal.owners.values()];
    expect(owners.filter((owner) => owner.isDeactivated(end)).length).toBeGreaterThanOrEqual(2);
    expect(owners.filter((owner) => owner.createdAt > begin).length).toBeGreaterThanOrEqual(2);
  });
});

describe.each([200.3, 91.9, 0])("%d days before the end", (daysBefore) => {
  const at = new Date(end - Math.floor(daysBefore * dayMs));

  test("the portal has what was created by then, and nothing of what came later", async () => {
    await admin.freezeAt(at);
    const gone = new Set<string>();
    for (const entry of lifeOf())
      if (entry.what === "record-archived" && Date.parse(entry.at) <= at.getTime())
        gone.add(`${entry.type}/${entry.id}`);
    for (const type of ["contacts", "deals", "leads", "tasks"] as const) {
      const created = lifeOf().filter(
        (entry) => entry.what === "record-created" && entry.type === type && Date.parse(entry.at) <= at.getTime(),
      );
      expect(await reader.count(type, [])).toBe(
        created.length - [...gone].filter((key) => key.startsWith(`${type}/`)).length,
      );
    }
  });

  test("histories are in order, and no modification is older than its last entry", async () => {
    await admin.freezeAt(at);
    type Entry = { value: string; timestamp: string };
    type Page = {
      results: { updatedAt: string; createdAt: string; propertiesWithHistory: Record<string, Entry[]> }[];
      paging?: { next: { after: string } };
    };
    const names = {
      contacts: "lifecyclestage,hs_lead_status,hubspot_owner_id",
      deals: "dealstage,closedate",
      leads: "hs_pipeline_stage",
    };
    let entries = 0;
    for (const [type, properties] of Object.entries(names)) {
      for (let after = "", pages = 0; pages < 6; pages++) {
        const page = await reader.get<Page>(
          `/crm/objects/2026-09/${type}?limit=50&after=${after}&propertiesWithHistory=${properties}`,
        );
        for (const { createdAt, updatedAt, propertiesWithHistory } of page!.results)
          for (const history of Object.values(propertiesWithHistory)) {
            const stamps = history.map(({ timestamp }) => timestamp);
            entries += stamps.length;
            expect(stamps).toEqual(stamps.toSorted().toReversed());
            expect([createdAt, ...stamps, updatedAt].every((stamp) => stamp >= createdAt && stamp <= updatedAt)).toBe(
              true,
            );
            expect(updatedAt <= at.toISOString()).toBe(true);
          }
        after = page!.paging?.next.after ?? "";
        if (after === "") break;
      }
    }
    expect(entries).toBeGreaterThan(500);
  });
});

describe("labels", () => {
  const stages = () => lived.portal.dealPipelines[0]!.stages;
  const isShownAt = async (label: YearLabel, at: number): Promise<boolean> => {
    await admin.freezeAt(new Date(at));
    const scene: Scene = {
      portal: reader,
      at,
      counter,
      timeZone: "Europe/Berlin",
      openStages: stages().flatMap(({ id, isClosed }) => (isClosed ? [] : [id])),
      wonStage: stages().find(({ isClosed, probability }) => isClosed && probability === 1)!.id,
    };
    return shows[label.checkId](scene, label);
  };
  const told = ({ checkId, subjectId, variant, from, until }: YearLabel, at: number) =>
    `${checkId} ${variant} ${subjectId} [${from}, ${until}] at ${new Date(at).toISOString()}`;

  test("each record shows its trouble within the span, and neither before nor after", async () => {
    const labels = lived.labels();
    const wrong: string[] = [];
    for (const label of labels) {
      const from = Date.parse(label.from);
      const until = label.until === null ? end : Date.parse(label.until);
      const graceMs = Math.min(2 * minuteMs, (until - from) / 4);
      for (const at of [from + graceMs, Math.floor((from + until) / 2), until - (label.until === null ? 0 : graceMs)])
        if (!(await isShownAt(label, at))) wrong.push(`not shown: ${told(label, at)}`);
      const outside = [from - 2 * minuteMs, ...(label.until === null ? [] : [until + 1000])];
      for (const at of outside)
        if (at >= begin && (await isShownAt(label, at))) wrong.push(`shown: ${told(label, at)}`);
    }
    expect(new Set(labels.map(({ checkId }) => checkId))).toEqual(new Set(Object.keys(shows)));
    expect(wrong).toEqual([]);
  });

  test("what lies just inside a boundary is innocent all along", async () => {
    const wrong: string[] = [];
    for (const label of lived.nearMisses()) {
      const [from, until] = [Date.parse(label.from), label.until === null ? end : Date.parse(label.until)];
      for (const at of [from, Math.floor((from + until) / 2), until - 1000])
        if (await isShownAt(label, at)) wrong.push(`shown: ${told(label, at)}`);
    }
    expect(lived.nearMisses().length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  test("can be asked for over the admin API, and carry the catalogue's row", async () => {
    const at = new Date(end - 60 * dayMs);
    const { labels, nearMisses } = await admin.labels(at);
    const open = lived
      .labels()
      .filter(({ from, until }) => from <= at.toISOString() && (until === null || at.toISOString() < until));
    expect(labels).toEqual(open);
    expect(labels.find(({ checkId }) => checkId === "lead-stale")?.catalogueId).toBe("SPD-11");
    expect(nearMisses.every(({ from }) => from <= at.toISOString())).toBe(true);
  });
});

test("the same seed lives the same life, another seed another", () => {
  const small = { ...scenario, contacts: 120, days: 90 };
  const tell = (of: YearScenario) => {
    const life = liveYear(of);
    const writes = [...life.writes].flat();
    return { writes, labels: life.labels(), nearMisses: life.nearMisses() };
  };
  expect(tell(small)).toEqual(tell(small));
  expect(tell({ ...small, seed: 4 }).writes).not.toEqual(tell(small).writes);
});
