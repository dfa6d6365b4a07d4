import { describe, expect, test } from "vitest";
import { checkLife } from "../../simulators/hubspot/admin/check-life.ts";
import { Journal } from "../../simulators/hubspot/model/journal.ts";
import { Portal } from "../../simulators/hubspot/model/portal.ts";
import { crmUi } from "../../simulators/hubspot/model/source.ts";
import { livePortal } from "../../simulators/hubspot/scenario/live-portal.ts";
import type { LivedPortal, ProfileName, Scenario } from "../../simulators/hubspot/scenario/live-portal.ts";
import { amissAt, MinuteCounter } from "./oracle.ts";
import type { Amiss } from "./oracle.ts";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

function open(lived: LivedPortal): Portal {
  const portal = new Portal(new Journal(null), Date.now);
  portal.write({ what: "portal-opened", details: { ...lived.portal, accountType: "STANDARD" } }, crmUi);
  checkLife(portal, lived.writes);
  portal.liveThrough(lived.writes, crmUi);
  return portal;
}

/** What is amiss on each of the 28 days, at the end, and a day after it. */
function amissEachDay(lived: LivedPortal, until: Date): { at: number; amiss: Amiss[] }[] {
  const portal = open(lived);
  const end = until.getTime();
  const counter = new MinuteCounter(lived.hours, end - 60 * dayMs, end + 2 * dayMs);
  const instants = [...Array.from({ length: 29 }, (_, index) => end - (28 - index) * dayMs), end + dayMs];
  return instants.map((at) => ({ at, amiss: amissAt(portal, counter, at) }));
}

const profiles: readonly ProfileName[] = ["northwind", "harbor", "nightowl"];
const ends = [
  "2026-11-23T05:10:00Z",
  "2026-11-22T23:40:00Z",
  "2026-07-15T14:23:11Z",
  "2026-03-06T16:55:00Z",
  "2026-12-25T00:00:30Z",
  "2027-04-02T21:15:00Z",
];

const scenarioOf = (profile: ProfileName, until: string, seed: number): Scenario => ({
  seed,
  portalId: 7001 + profiles.indexOf(profile),
  profile,
  until: new Date(until),
});

/** Two of the ends for each profile: together all of them. */
const endsOf = (profile: ProfileName) =>
  ends.filter((_, index) => index % profiles.length === profiles.indexOf(profile));

describe.each(profiles)("%s", (profile) => {
  test.each(endsOf(profile))("healthy until %s: nothing is amiss on any day, nor a day later", (until) => {
    const scenario = { ...scenarioOf(profile, until, 1 + ends.indexOf(until)), healthy: true };
    const lived = livePortal(scenario);

    expect(lived.labels).toEqual([]);
    for (const { at, amiss } of amissEachDay(lived, scenario.until))
      expect({ at: new Date(at), amiss }).toEqual({ at: new Date(at), amiss: [] });
  });

  test.each(endsOf(profile))("until %s: what is amiss is what was planted, and on the days it was", (until) => {
    const scenario = scenarioOf(profile, until, 3);
    const lived = livePortal(scenario);
    const graceMs = 2 * 60_000;

    for (const { at, amiss } of amissEachDay(lived, scenario.until).slice(0, -1)) {
      const planted = lived.labels.filter(
        ({ from, until: mended }) => Date.parse(from) + graceMs < at && (mended === null || Date.parse(mended) > at),
      );
      const seen = new Set(amiss.map(({ checkId, subjectId }) => `${checkId} ${subjectId}`));
      const missed = planted.filter(({ checkId, subjectId }) => !seen.has(`${checkId} ${subjectId}`));
      const unplanted = amiss.filter(({ checkId, subjectId }) => !wasPlanted(lived, checkId, subjectId, at));

      expect({ at: new Date(at), missed, unplanted }).toEqual({ at: new Date(at), missed: [], unplanted: [] });
    }
  });

  test("a founder sees a handful of open findings, not dozens", () => {
    for (const until of ends) {
      const openAtTheEnd = livePortal(scenarioOf(profile, until, 5)).labels.filter(
        ({ from, until: mended }) => mended === null && Date.parse(from) <= Date.parse(until),
      );
      expect(openAtTheEnd.length).toBeGreaterThanOrEqual(2);
      expect(openAtTheEnd.length).toBeLessThanOrEqual(9);
    }
  });
});

function wasPlanted({ labels }: LivedPortal, checkId: string, subjectId: string, at: number): boolean {
  return labels.some((label) => {
    const isSubject = label.checkId === checkId && label.subjectId === subjectId;
    return isSubject && Date.parse(label.from) <= at && (label.until === null || Date.parse(label.until) >= at);
  });
}

test("the same seed gives the same life, another seed another", () => {
  const scenario = scenarioOf("harbor", ends[0]!, 11);

  expect(livePortal(scenario)).toEqual(livePortal(scenario));
  expect(livePortal({ ...scenario, seed: 12 }).writes).not.toEqual(livePortal(scenario).writes);
});

test("portals of one seed share no id and no address", () => {
  const idsOf = (profile: ProfileName) =>
    livePortal({ ...scenarioOf(profile, ends[0]!, 11) }).writes.flatMap((write) => ("id" in write ? [write.id] : []));
  const [one, other] = [new Set(idsOf("northwind")), idsOf("harbor")];

  expect(other.filter((id) => one.has(id))).toEqual([]);
});

test("planted leads wait when the story ends, one of them without an owner", () => {
  const until = new Date("2026-11-23T12:00:00Z");
  const waiting = { seed: 4, portalId: 7003, profile: "nightowl", until, healthy: true } as const;
  const { owners } = livePortal(waiting);
  const lived = livePortal({
    ...waiting,
    plantedLeads: [
      { submittedAt: new Date(until.getTime() - hourMs + 30_000) },
      { submittedAt: new Date(until.getTime() - 61 * 60_000), ownerId: owners[1]!.id },
    ],
  });
  const portal = open(lived);
  const counter = new MinuteCounter(lived.hours, until.getTime() - dayMs, until.getTime() + dayMs);

  const now = amissAt(portal, counter, until.getTime()).map(({ checkId }) => checkId);
  const soon = amissAt(portal, counter, until.getTime() + 2 * 60_000).map(({ checkId }) => checkId);

  expect(now.toSorted()).toEqual(["lead-unanswered", "lead-unassigned"]);
  expect(soon.toSorted()).toEqual(["lead-unanswered", "lead-unanswered", "lead-unassigned"]);
  expect(lived.labels.map(({ checkId }) => checkId).toSorted()).toEqual([
    "lead-unanswered",
    "lead-unanswered",
    "lead-unassigned",
  ]);
});

test("a portal has the size it is said to have", () => {
  const counts = profiles.map((profile) => {
    const portal = open(livePortal(scenarioOf(profile, ends[0]!, 1)));
    return [portal.records("contacts").size, portal.records("deals").size];
  });

  for (const [index, [contacts, deals]] of [
    [350, 60],
    [220, 40],
    [180, 30],
  ].entries()) {
    expect(Math.abs(counts[index]![0]! - contacts!) / contacts!).toBeLessThan(0.2);
    expect(Math.abs(counts[index]![1]! - deals!) / deals!).toBeLessThan(0.45);
  }
});
