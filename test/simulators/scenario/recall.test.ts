import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { YearLabel } from "../../../simulators/hubspot/scenario/year/label-book.ts";
import { noTrouble, usualRates } from "../../../simulators/hubspot/scenario/year/rates.ts";
import type { Rates } from "../../../simulators/hubspot/scenario/year/rates.ts";
import type { ProfileName } from "../../../simulators/hubspot/scenario/profiles/all.ts";
import { openLived } from "../../../simulators/hubspot/scenario/open-lived.ts";
import { countRecords } from "../../../storage/mirror.ts";
import { audit, runName, startTestWorld, testClient, type TestWorld } from "../../activities/test-world.ts";
import { calendarOf } from "./life-of-a-year.ts";

const dayMs = 86_400_000;
const until = new Date("2026-11-20T15:30:00Z");
/** Checks count whole minutes, so that a label's first minutes are nobody's. */
const graceMs = 2 * 60_000;

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());

interface Found {
  readonly checkId: string;
  readonly subjectId: string;
}

const keyOf = ({ checkId, subjectId }: Found) => `${checkId} ${subjectId}`;

/** The checks of the product that exist and look at what the scenario plants. */
const watched = [
  "deal-close-date-past",
  "deal-without-next-activity",
  "lead-unassigned",
  "owner-deactivated",
  "lead-unanswered",
  "lead-stale",
  "contact-source-missing",
  "utm-value-fragmented",
  "campaign-untracked",
];

async function openClient(
  profile: ProfileName,
  portalId: number,
  contacts: number,
  rates: Partial<Rates> = {},
  crowd = 0,
) {
  const clientId = `${profile}-${portalId}`;
  const token = `pat-test-${portalId}`;
  const { hosted, lived } = openLived(world.hubspot.portals, {
    portalId,
    profile,
    contacts,
    seed: 7,
    until,
    token,
    rates,
    crowd,
  });
  hosted.portal.limits = {
    ...hosted.portal.limits,
    generalPer10s: 100_000,
    searchPerSecond: 1_000,
    associationsPer10s: 100_000,
  };
  world.setClient(testClient(clientId, String(portalId), calendarOf(lived)));
  world.setToken(clientId, token);
  const auditAt = async (at: Date): Promise<readonly Found[]> => {
    hosted.portal.frozenAt = at.getTime();
    await world.moveTo(at);
    const { result } = await audit(world, runName(clientId, at));
    expect(result).toMatchObject({ status: "complete" });
    const rows = await world.world.db
      .selectFrom("finding")
      .select(["check_id", "subject_id"])
      .where("client_id", "=", clientId)
      .where("status", "=", "open")
      // What a run cannot judge stays open, and the run does not say that it fails.
      .where("verdict", "=", "fail")
      .execute();
    return rows.map(({ check_id: checkId, subject_id }) => ({
      checkId,
      subjectId: subjectOf(checkId, subject_id, portalId),
    }));
  };
  return { hosted, lived, clientId, auditAt };
}

/** The product names cohorts of the portal where the scenario names the portal. */
function subjectOf(checkId: string, subjectId: string, portalId: number): string {
  if (checkId === "contact-source-missing") return String(portalId);
  return checkId === "utm-value-fragmented" ? subjectId.replace("utm-source:", `${portalId} `) : subjectId;
}

const expectedOf = ({ checkId, subjectId, variant }: YearLabel): Found => ({
  checkId,
  subjectId: checkId === "utm-value-fragmented" ? `${subjectId} ${variant}` : subjectId,
});

const isOpen = ({ from, until: mended }: YearLabel, at: number, slackMs = 0) =>
  Date.parse(from) + slackMs <= at && (mended === null || at < Date.parse(mended) - slackMs);

const usualInstants = [290, 171.3, 61.6, 24.4, 0].map((days) => until.getTime() - days * dayMs);

/**
 * Some fixed instants, and one in the middle of the first trouble of each kind and of the longest wait of somebody who
 * came back.
 */
function instantsFor(labels: readonly YearLabel[], nearMisses: readonly YearLabel[]): readonly number[] {
  const spanOf = ({ from, until: mended }: YearLabel) =>
    [Date.parse(from), Date.parse(mended ?? until.toISOString())] as const;
  const cameBack = nearMisses
    .filter(({ variant }) => variant === "came-back")
    .toSorted((one, other) => spanOf(other)[1] - spanOf(other)[0] - (spanOf(one)[1] - spanOf(one)[0]))[0]!;
  const middles = [...watched.map((checkId) => labels.find((label) => label.checkId === checkId)!), cameBack].map(
    (label) => {
      const [from, mended] = spanOf(label);
      return (from + mended) / 2;
    },
  );
  return [...usualInstants, ...middles].map(Math.floor).toSorted((one, other) => one - other);
}

/** Three times the usual trouble, for portals so small that little of it would happen. */
const troubled: Partial<Rates> = Object.fromEntries(
  Object.entries(usualRates)
    .filter(([name]) => name !== "nearMisses")
    .map(([name, rate]) => [name, rate < 0.3 ? rate * 3 : rate]),
);

describe.each([
  ["northwind", 8101, 2000, {}, watched],
  ["harbor", 8102, 500, troubled, []],
  ["nightowl", 8103, 500, troubled, []],
] as const)("%s", (profile, portalId, contacts, rates, mustFind) => {
  test("every planted defect is found, and nothing else", async () => {
    const { lived, auditAt } = await openClient(profile, portalId, contacts, rates);
    const labels = lived.labels().filter(({ checkId }) => watched.includes(checkId));
    const nearMisses = lived.nearMisses();
    const missed: unknown[] = [];
    const falseFindings: unknown[] = [];
    const foundChecks = new Set<string>();
    const instants = profile === "northwind" ? instantsFor(labels, nearMisses) : usualInstants;
    for (const at of instants) {
      const found = await auditAt(new Date(at));
      const foundKeys = new Set(found.map(keyOf));
      const certain = labels.filter((label) => isOpen(label, at, graceMs));
      const possible = new Set(
        labels.filter((label) => isOpen(label, at, -graceMs)).map((label) => keyOf(expectedOf(label))),
      );
      const overlooked = certain.filter((label) => !foundKeys.has(keyOf(expectedOf(label))));
      const unplanted = found.filter((one) => !possible.has(keyOf(one)));
      for (const { checkId } of certain) if (found.some((one) => one.checkId === checkId)) foundChecks.add(checkId);
      missed.push(...overlooked.map((label) => ({ at: new Date(at), ...label })));
      for (const one of unplanted) {
        const miss = nearMisses.find((label) => keyOf(label) === keyOf(one) && isOpen(label, at));
        falseFindings.push({ at: new Date(at), ...one, miss });
      }
      const innocent = nearMisses.filter((label) => isOpen(label, at)).length;
      process.stdout.write(
        `${profile} ${new Date(at).toISOString()}: ${certain.length} planted, ${certain.length - overlooked.length} found, ` +
          `${unplanted.length} unplanted, ${innocent} near misses\n`,
      );
    }
    expect({ missed, falseFindings }).toEqual({ missed: [], falseFindings: [] });
    // What was never met proves nothing.
    expect([...foundChecks]).toEqual(expect.arrayContaining([...mustFind]));
  });
});

test("a portal that cannot be read is found, and nothing is taken back meanwhile", async () => {
  const { hosted, clientId } = await openClient("northwind", 8105, 100);
  const run = async () => {
    await audit(world, runName(clientId, until));
    const { db } = world.world;
    const open = db
      .selectFrom("finding")
      .select("check_id")
      .where("client_id", "=", clientId)
      .where("status", "=", "open");
    return (await open.execute()).map(({ check_id }) => check_id).toSorted();
  };
  hosted.portal.frozenAt = until.getTime();
  await world.moveTo(until);
  const before = await run();
  const [token] = hosted.portal.tokens.values();
  token!.isRevoked = true;
  expect(await run()).toEqual([...before, "portal-unreadable"].toSorted());
  token!.isRevoked = false;
  expect(await run()).toEqual(before);
});

test("trouble is found in a crowd, and the crowd has none", async () => {
  const { lived, clientId, auditAt } = await openClient("northwind", 8107, 300, troubled, 8_050);

  for (const days of [61.6, 24.4, 0]) {
    const at = until.getTime() - days * dayMs;
    const found = await auditAt(new Date(at));
    const planted = (slackMs: number) =>
      lived
        .labels()
        .filter((label) => watched.includes(label.checkId) && isOpen(label, at, slackMs))
        .map((label) => keyOf(expectedOf(label)));
    expect(planted(graceMs).length).toBeGreaterThan(2);
    expect(found.map(keyOf)).toEqual(expect.arrayContaining(planted(graceMs)));
    expect(planted(-graceMs)).toEqual(expect.arrayContaining(found.map(keyOf)));
  }
  expect(await countRecords(world.world.db, clientId, "contact")).toBeGreaterThan(8_300);
});

test("nothing is planted, much nearly is: no finding at all", async () => {
  const { lived, auditAt } = await openClient("northwind", 8104, 500, noTrouble);

  expect(lived.labels()).toEqual([]);
  for (const days of [200, 100.2, 0]) expect(await auditAt(new Date(until.getTime() - days * dayMs))).toEqual([]);
});
