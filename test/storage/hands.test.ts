import { expect, test } from "vitest";
import type { SettledHand } from "../../domain/leads/settle-hands.ts";
import { readHandState, saveHandState, saveProof } from "../../storage/hands/hand-knowledge.ts";
import { clocksSince, handsSince } from "../../storage/hands/kept-hands.ts";
import { putBatches, putHands } from "../../storage/hands/noticed-hands.ts";
import { handsWithin, saveStandings } from "../../storage/hands/standings.ts";
import { forgetHandsOf, moveHands } from "../../storage/hands/whose-hands.ts";
import { noticedHand } from "../domain/leads/sample-hand.ts";
import { describeOnBoth } from "./on-both-databases.ts";

const at = (hour: number, second = 0) => new Date(Date.UTC(2026, 10, 25, hour, 0, second));
const settled = (handId: string, more: Partial<SettledHand> = {}): SettledHand => ({
  handId,
  wasLead: true,
  state: "waiting",
  endedAt: null,
  answeredBy: null,
  answer: null,
  attempts: 0,
  automated: 0,
  ai: 0,
  ...more,
});
const answered = { state: "answered", endedAt: at(10), answeredBy: "human" } as const;

describeOnBoth("hands", (db, newClient) => {
  async function raise(client: string, contactId: string, raisedAt: Date): Promise<string> {
    await putHands(db(), client, [noticedHand({ contactId, raisedAt })], at(9));
    return (await handsSince(db(), client, at(0))).get(contactId)!.at(-1)!.handId;
  }
  const turnsOf = async (client: string) =>
    (
      await db()
        .selectFrom("hand_turn")
        .select(["state", "seen_at"])
        .where("client_id", "=", client)
        .orderBy("seen_at")
        .execute()
    ).map(({ state, seen_at }) => `${state} ${seen_at.getUTCHours()}`);

  test("one that is noticed twice is one, and keeps what it was; a second later it is another", async () => {
    const client = newClient();
    const handId = await raise(client, "1", at(9));
    await putHands(
      db(),
      client,
      [noticedHand({ contactId: "1", raisedAt: new Date(at(9).getTime() + 400), label: "Other" })],
      at(11),
    );
    await putHands(
      db(),
      client,
      [noticedHand({ contactId: "1", raisedAt: at(9, 1) }), noticedHand({ contactId: "2", raisedAt: at(9) })],
      at(11),
    );
    await putHands(db(), client, [], at(11));
    const found = await handsSince(db(), client, at(0));
    expect([...found].map(([contact, of]) => `${contact}: ${of.length}`).toSorted()).toEqual(["1: 2", "2: 1"]);
    expect(found.get("1")![0]).toMatchObject({ handId, raisedAt: at(9), standing: null });
    expect(handId).not.toContain("1".repeat(8));
    expect(await handsSince(db(), client, at(9, 1))).toMatchObject(new Map([["1", [{ raisedAt: at(9, 1) }]]]));
  });

  test("how it stands is kept with each turn it takes, and an earlier run overrules no later one", async () => {
    const client = newClient();
    const handId = await raise(client, "1", at(9));
    await saveStandings(db(), client, [settled(handId)], at(9));
    await saveStandings(db(), client, [settled(handId, { attempts: 2 })], at(10));
    await saveStandings(db(), client, [settled(handId, answered)], at(11));
    await saveStandings(db(), client, [settled(handId, answered)], at(11));
    await saveStandings(db(), client, [settled(handId)], at(10));
    await saveStandings(db(), client, [settled(handId)], at(12));
    await saveStandings(db(), client, [], at(13));
    expect(await turnsOf(client)).toEqual(["waiting 9", "answered 11", "waiting 12"]);
    expect((await clocksSince(db(), client, at(0))).get("1")).toMatchObject([
      { state: "waiting", endedAt: null, attempts: 0 },
    ]);
  });

  test.each([
    [9, "waiting"],
    [10, "waiting"],
    [11, "answered"],
    [12, "answered"],
    [13, "waiting"],
    [20, "waiting"],
  ])("read as it was known at %i it is %s, at any later time", async (hour, state) => {
    const client = newClient();
    const handId = await raise(client, "1", at(9));
    await saveStandings(db(), client, [settled(handId)], at(9));
    await saveStandings(db(), client, [settled(handId, answered)], at(11));
    await saveStandings(db(), client, [settled(handId)], at(13));
    expect(await handsWithin(db(), client, at(9), at(10), at(hour))).toMatchObject([{ state, contacts: 1 }]);
  });

  test("one that was seen only afterwards counts as it was first seen", async () => {
    const client = newClient();
    const handId = await raise(client, "1", at(9));
    expect(await handsWithin(db(), client, at(9), at(10), at(9))).toMatchObject([{ state: "waiting" }]);
    await saveStandings(db(), client, [settled(handId, answered)], at(11));
    await saveStandings(db(), client, [settled(handId)], at(13));
    expect(await handsWithin(db(), client, at(9), at(10), at(9))).toMatchObject([
      { state: "answered", endedAt: at(10) },
    ]);
    expect(await handsWithin(db(), client, at(10), at(12), at(9))).toEqual([]);
    expect(await handsWithin(db(), client, at(8), at(9), at(9))).toEqual([]);
  });

  test("a merge gives them to the survivor; what both have raised in one second is one", async () => {
    const client = newClient();
    const first = await raise(client, "1", at(9));
    await raise(client, "2", at(9));
    await raise(client, "2", at(10));
    await moveHands(db(), client, "2", "1");
    const moved = await handsSince(db(), client, at(0));
    expect([...moved.keys()]).toEqual(["1"]);
    expect(moved.get("1")!.map(({ raisedAt }) => raisedAt)).toEqual([at(9), at(10)]);
    expect(moved.get("1")![0]!.handId).toBe(first);
  });

  test("of a person who was deleted the fact stays and nothing else; a clock that runs is closed", async () => {
    const client = newClient();
    const waiting = await raise(client, "1", at(9));
    const done = await raise(client, "1", at(10));
    await raise(client, "2", at(9));
    await saveStandings(db(), client, [settled(waiting), settled(done, answered)], at(11));
    await forgetHandsOf(db(), client, ["1"], at(12));
    await forgetHandsOf(db(), client, [], at(12));
    expect([...(await handsSince(db(), client, at(0))).keys()]).toEqual(["2"]);
    const rows = await db()
      .selectFrom("hand")
      .selectAll()
      .where("client_id", "=", client)
      .where("contact_id", "is", null)
      .execute();
    expect(rows.map(({ state }) => state).toSorted()).toEqual(["answered", "closed"]);
    for (const { label, source_id, answer_id } of rows)
      expect([label, source_id, answer_id]).toEqual([null, null, null]);
    expect(await handsWithin(db(), client, at(9), at(11), at(11))).toMatchObject([
      { state: "waiting" },
      {},
      { state: "answered" },
    ]);
    expect(await turnsOf(client)).toContain("closed 12");
  });

  test("a batch that is met again is one, and holds as many as it ever did", async () => {
    const client = newClient();
    const batch = { how: "import", source: "IMPORT", sourceId: "77", madeOn: at(0) } as const;
    await putBatches(db(), client, [{ ...batch, contacts: 30 }], at(9));
    await putBatches(
      db(),
      client,
      [
        { ...batch, contacts: 40 },
        { ...batch, sourceId: "78", contacts: 2 },
      ],
      at(10),
    );
    await putBatches(db(), client, [{ ...batch, contacts: 10 }], at(11));
    await putBatches(db(), client, [], at(11));
    const found = await handsWithin(db(), client, at(0), at(24), at(24));
    expect(found.map(({ contacts, class: kind }) => `${contacts} ${kind}`).toSorted()).toEqual(["2 other", "40 other"]);
    expect(await clocksSince(db(), client, at(0))).toEqual(new Map());
  });

  test("from when on all are known is kept for each client", async () => {
    const [client, other] = [newClient(), newClient()];
    expect(await readHandState(db(), client)).toBeNull();
    await saveHandState(db(), client, { knownSince: at(1), noticedSince: at(0), readAt: at(2) });
    await saveHandState(db(), client, { knownSince: at(1), noticedSince: at(0), readAt: at(3) });
    expect(await readHandState(db(), client)).toEqual({
      knownSince: at(1),
      noticedSince: at(0),
      readAt: at(3),
      provenAt: null,
      unmatched: 0,
      unproven: null,
    });
    await saveProof(db(), client, { provenAt: at(3), unmatched: 2, unproven: "refused" });
    expect(await readHandState(db(), client)).toMatchObject({
      provenAt: at(3),
      unmatched: 2,
      unproven: "refused",
    });
    expect(await readHandState(db(), other)).toBeNull();
  });
});
