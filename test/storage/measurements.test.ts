import { expect, test } from "vitest";
import { measuredBetween, saveMeasured } from "../../storage/measurements.ts";
import { tables } from "../../storage/retention/tables.ts";
import { plusDays } from "../../domain/time/civil-day.ts";
import { describeOnBoth } from "./on-both-databases.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 25, hour));
const measure = "m/1/6";
const day = "2026-11-25";
const all = { measure, from: "2000-01-01", to: "2030-01-01" };

describeOnBoth("measurements", (db, newClient) => {
  const save = (clientId: string, asOf: Date, figures: Readonly<Record<string, number>>, on = day) => {
    const rows = Object.entries(figures).map(([cohort, n]) => ({ cohort, n, value: n / 2 }));
    return saveMeasured(db(), clientId, [{ measure, day: on, asOf, figures: rows }]);
  };
  const kept = async (clientId: string) =>
    [...(await measuredBetween(db(), clientId, all))].map(([cohort, past]) => [cohort, past.map(({ n }) => n)]);

  test("of one day the last word counts, and an older run changes nothing", async () => {
    const clientId = newClient();
    await save(clientId, at(9), { a: 1, b: 2 });
    await save(clientId, at(10), { a: 3 });
    await save(clientId, at(8), { a: 5, c: 7 });
    expect(await kept(clientId)).toEqual([["a", [3]]]);
  });

  test("another measure, another client and another day are apart", async () => {
    const [clientId, other] = [newClient(), newClient()];
    await save(clientId, at(9), { a: 1 });
    await save(other, at(9), { a: 9 });
    await save(clientId, at(9), { a: 2 }, "2026-11-24");
    expect(await kept(clientId)).toEqual([["a", [2, 1]]]);
    expect([...(await measuredBetween(db(), clientId, { ...all, measure: "m/2/6" }))]).toEqual([]);
    const past = await measuredBetween(db(), clientId, { ...all, to: "2026-11-24" });
    expect(past.get("a")).toEqual([{ day: "2026-11-24", n: 2, value: 1 }]);
  });

  test("after thirteen months the last day of each week stays", async () => {
    const clientId = newClient();
    const monday = "2025-01-06";
    for (let index = 0; index < 14; index += 1) await save(clientId, at(9), { a: index }, plusDays(monday, index));
    const prune = tables.measurement.prune!.statement({ before: new Date("2025-01-15"), limit: 1_000 });
    await prune.execute(db());
    // Of the first week Sunday, of the second what is younger than the limit, and its last day.
    expect(await kept(clientId)).toEqual([["a", [6, 9, 10, 11, 12, 13]]]);
  });
});
