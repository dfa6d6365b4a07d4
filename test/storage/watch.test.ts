import { expect, test } from "vitest";
import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import { readOpenAlarms } from "../../storage/reads/open-alarms.ts";
import { alarmBook } from "../../storage/watch-alarms.ts";
import { forgetOldSights, putSight, readSights, takeTurn } from "../../storage/watch-sights.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { alarmRecord, at } from "./rows.ts";

describeOnBoth("alarms", (db, newClient) => {
  const ofClient = async (clientId: string, now: Date) =>
    (await alarmBook(db()).latest(now)).filter((record) => record.clientId === clientId);

  test("are kept as they are, deliveries with their instants", async () => {
    const clientId = newClient();
    const delivery = {
      act: "told",
      receiver: "ana",
      channel: "slack",
      at: at(2),
      isDelivered: true,
      reason: null,
    } as const;
    const stored = await alarmBook(db()).put(
      alarmRecord(clientId, { deliveries: [delivery], goneAt: at(3), why: "No token." }),
    );
    expect(await ofClient(clientId, at(4))).toEqual([stored]);
    expect(stored).toMatchObject({ version: 1, deliveries: [delivery] });
  });

  test("of two processes that change one at once, one is refused", async () => {
    const clientId = newClient();
    const book = alarmBook(db());
    const [first, second] = await Promise.all([book.put(alarmRecord(clientId)), book.put(alarmRecord(clientId))]);
    expect([first, second].filter((stored) => stored !== null)).toHaveLength(1);
    const stored = (first ?? second)!;
    const tellings = await Promise.all(
      ["one", "two", "three"].map((holder) => book.put({ ...stored, state: "telling", holder })),
    );
    expect(tellings.filter((telling) => telling !== null)).toHaveLength(1);
    await book.forget(stored);
    expect(await ofClient(clientId, at(4))).toMatchObject([{ state: "telling", version: 2 }]);
  });

  test("an ended one is remembered for a day; a later one has a number of its own all the same", async () => {
    const clientId = newClient();
    const book = alarmBook(db());
    const first = (await book.put(alarmRecord(clientId)))!;
    await book.put({ ...first, state: "ended", endedAt: at(10) });
    const hours = (count: number) => new Date(at(10).getTime() + count * 3_600_000);
    expect(await ofClient(clientId, hours(25.9))).toHaveLength(1);
    expect(await ofClient(clientId, hours(26.1))).toEqual([]);
    expect(await book.put(alarmRecord(clientId))).toMatchObject({ episode: 2 });
  });

  test("open is what was told, or is being told, and has not gone", async () => {
    const clientId = newClient();
    const book = alarmBook(db());
    for (const [subject, more] of Object.entries({
      seen: {},
      telling: { state: "telling" },
      told: { state: "told" },
      gone: { state: "told", goneAt: at(2) },
      ended: { state: "ended" },
    } satisfies Record<string, Partial<AlarmRecord>>))
      await book.put(alarmRecord(clientId, { subject, ...more }));
    const open = (await readOpenAlarms(db())).filter((alarm) => alarm.clientId === clientId);
    expect(open.map(({ subject }) => subject).toSorted()).toEqual(["telling", "told"]);
  });
});

describeOnBoth("what processes saw", (db) => {
  test("the last of each process stays, beside the database's own clock, until it is days old", async () => {
    const before = Date.now();
    await putSight(db(), { kind: "process", source: "worker:a:1", at: at(1), value: { beat: 1 } });
    await putSight(db(), { kind: "process", source: "worker:a:1", at: at(2), value: { beat: 2 } });
    await putSight(db(), { kind: "disk", source: "worker:a:1", at: at(2), value: null });
    const { sights, clock } = await readSights(db());
    expect(sights.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { kind: "disk", source: "worker:a:1", at: at(2), value: null },
      { kind: "process", source: "worker:a:1", at: at(2), value: { beat: 2 } },
    ]);
    expect(Math.abs(clock.getTime() - before)).toBeLessThan(30_000);
    await forgetOldSights(db(), new Date(at(2).getTime() + 3 * 86_400_000 + 1));
    expect((await readSights(db())).sights).toEqual([]);
  });

  test("of three processes one has the turn, and the next one only after a while", async () => {
    const turns = (now: Date) => Promise.all([1, 2, 3].map(() => takeTurn(db(), "outside", now, 60_000)));
    expect((await turns(at(1))).filter(Boolean)).toHaveLength(1);
    expect((await turns(new Date(at(2).getTime() - 1))).filter(Boolean)).toHaveLength(0);
    expect((await turns(at(2))).filter(Boolean)).toHaveLength(1);
  });
});
