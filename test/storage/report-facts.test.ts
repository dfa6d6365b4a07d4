import { expect, test } from "vitest";
import { saveFindingEvents, saveFindings } from "../../storage/findings.ts";
import {
  dailyScores,
  eventsOfWeek,
  findingHistories,
  lastScoreBefore,
  runsWithin,
} from "../../storage/report-facts.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { eventRow, findingRow } from "./rows.ts";

const day = (date: number, hour = 12) => new Date(Date.UTC(2026, 10, date, hour));
const monday = day(16, 0);
const nextMonday = day(23, 0);

describeOnBoth("facts of a week", (db, newClient) => {
  const run = (clientId: string, asOf: Date, value: number | null, isFinished = true) =>
    db()
      .insertInto("run")
      .values({
        client_id: clientId,
        run_id: `daily-${asOf.toISOString()}`,
        cadence: "daily",
        mode: "live",
        period: asOf,
        as_of: asOf,
        status: isFinished ? "complete" : "running",
        reason: null,
        finished_at: isFinished ? asOf : null,
        workflow_id: "w",
        workflow_run_id: "r",
        score: isFinished ? JSON.stringify({ value, assessed: 1, enabled: 1, parts: [], cappedBy: null }) : null,
        counts: null,
      })
      .execute();

  test("the score is that of the last run before the instant", async () => {
    const client = newClient();
    expect(await lastScoreBefore(db(), client, nextMonday)).toBeNull();
    await run(client, day(17), 70);
    await run(client, day(18), 80);
    await run(client, day(19), null, false);
    await run(client, nextMonday, 90);
    expect((await lastScoreBefore(db(), client, nextMonday))?.value).toBe(80);
    expect(await lastScoreBefore(db(), client, day(17))).toBeNull();
  });

  test("the trend has the last score of each day, and no day without a run", async () => {
    const client = newClient();
    await run(client, day(17, 8), 70);
    await run(client, day(17, 20), 75);
    await run(client, day(19), null);
    await run(client, nextMonday, 90);
    const dayOf = (at: Date) => at.toISOString().slice(0, 10);
    expect(await dailyScores(db(), client, monday, nextMonday, dayOf)).toEqual([
      { day: "2026-11-17", score: 75 },
      { day: "2026-11-19", score: null },
    ]);
  });

  test("runs of the week that have ended are counted", async () => {
    const client = newClient();
    await run(client, monday, 70);
    await run(client, day(17), 70);
    await run(client, day(18), 70, false);
    await run(client, nextMonday, 70);
    expect(await runsWithin(db(), client, monday, nextMonday)).toEqual({
      runs: 2,
      lastRunId: `daily-${day(17).toISOString()}`,
    });
  });

  test("what broke and what was fixed in the week, and how long it took", async () => {
    const client = newClient();
    const event = (findingId: string, eventNo: number, own: Parameters<typeof eventRow>[3]) =>
      eventRow(client, findingId, eventNo, own);
    await saveFindingEvents(db(), [
      event("before", 1, { at: day(10) }),
      event("before", 2, { at: day(17, 13), kind: "resolved" }),
      event("within", 1, { at: day(17) }),
      event("baseline", 1, { at: day(17), mode: "baseline", baseline: true }),
      event("baseline", 2, { at: day(18), kind: "worsened" }),
      event("again", 1, { at: day(9) }),
      event("again", 2, { at: day(10), kind: "resolved" }),
      event("again", 3, { at: day(18), kind: "reopened", episode: 2 }),
      event("again", 4, { at: day(18, 13), kind: "resolved", episode: 2 }),
      event("deleted", 1, { at: day(9) }),
      event("deleted", 2, { at: day(18, 14), kind: "resolved", ending: "deleted" }),
      event("after", 1, { at: nextMonday }),
    ]);
    expect(await eventsOfWeek(db(), client, monday, nextMonday)).toEqual([
      { findingId: "before", kind: "fixed", minutesToResolve: (7 * 24 + 1) * 60, ending: "seen-healthy" },
      { findingId: "within", kind: "broke", minutesToResolve: null },
      { findingId: "again", kind: "broke", minutesToResolve: null },
      { findingId: "again", kind: "fixed", minutesToResolve: 60, ending: "seen-healthy" },
      { findingId: "deleted", kind: "ended", minutesToResolve: (9 * 24 + 2) * 60, ending: "deleted" },
    ]);
  });

  test("findings as they stood at the end of the week, whatever has become of them since", async () => {
    const client = newClient();
    const found = ["open", "fixed-in-time", "fixed-later", "back-later", "fixed-before", "not-yet-there"];
    await saveFindings(
      db(),
      found.map((id) => findingRow(client, id, day(24), { severity: "critical", since: day(24) })),
    );
    const event = (findingId: string, eventNo: number, own: Parameters<typeof eventRow>[3]) =>
      eventRow(client, findingId, eventNo, own);
    const fixed = { kind: "resolved" } as const;
    await saveFindingEvents(db(), [
      event("open", 1, { at: day(10), since: day(9) }),
      event("open", 2, { at: day(22), kind: "eased", severity: "medium", since: day(9) }),
      event("open", 3, { at: day(24), kind: "worsened", severity: "critical" }),
      event("fixed-in-time", 1, { at: day(10) }),
      event("fixed-in-time", 2, { at: day(20), ...fixed }),
      event("fixed-later", 1, { at: day(17), mode: "baseline", baseline: true }),
      event("fixed-later", 2, { at: nextMonday, ...fixed }),
      event("back-later", 1, { at: day(17) }),
      event("back-later", 2, { at: day(18), ...fixed }),
      event("back-later", 3, { at: day(24), kind: "reopened", episode: 2 }),
      event("fixed-before", 1, { at: day(10) }),
      event("fixed-before", 2, { at: day(15), ...fixed }),
      event("not-yet-there", 1, { at: nextMonday }),
    ]);
    const histories = await findingHistories(db(), client, { from: monday, before: nextMonday });
    expect(
      histories.map(({ findingId, isOpen, episode, severity }) => `${findingId} ${isOpen} ${episode} ${severity}`),
    ).toEqual([
      "back-later false 1 high",
      "fixed-in-time false 1 high",
      "fixed-later true 1 high",
      "open true 1 medium",
    ]);
    expect(histories.find(({ findingId }) => findingId === "open")).toMatchObject({ since: day(9), openedAt: day(10) });
    expect(histories.filter(({ isBaseline }) => isBaseline).map(({ findingId }) => findingId)).toEqual(["fixed-later"]);
  });
});
