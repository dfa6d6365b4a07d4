import { sql } from "kysely";
import { expect, test } from "vitest";
import { bumpRecords, lastChange } from "../../storage/change-numbers.ts";
import { ownerWords } from "../../domain/inventory/owner.ts";
import { dependencesOn } from "../../connectors/hubspot/dependences.ts";
import { pipelineWords } from "../../domain/inventory/pipeline.ts";
import { putInventory } from "../../storage/inventory/put-inventory.ts";
import { addExclusion, liftExclusion } from "../../storage/exclusions.ts";
import { saveFindings } from "../../storage/findings.ts";
import { handsSince, saveClasses } from "../../storage/hands/kept-hands.ts";
import { putHands } from "../../storage/hands/noticed-hands.ts";
import { saveStandings } from "../../storage/hands/standings.ts";
import { moveHands } from "../../storage/hands/whose-hands.ts";
import { allRecords } from "../../storage/judging/candidates.ts";
import { goneStandings, saveStanding } from "../../storage/judging/standing.ts";
import { putRecords, removeRecords } from "../../storage/mirror.ts";
import { moveTouches } from "../../storage/move-touches.ts";
import { removePerson } from "../../storage/forget-contact.ts";
import { putEngagements, removeEngagements } from "../../storage/touches.ts";
import { noticedHand } from "../domain/leads/sample-hand.ts";
import { callAt } from "../domain/leads/sample-touch.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at, findingRow } from "./rows.ts";

describeOnBoth("change numbers", (db, newClient) => {
  const put = (clientId: string, type: string, id: string, properties: Record<string, string | null>, minute = 0) =>
    putRecords(db(), clientId, type, [{ id, properties, updatedAt: at(minute) }], at(minute));

  /** Record id → its number. */
  async function numbers(clientId: string, recordType = "contact"): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for await (const page of allRecords(db(), { clientId, cadence: "fast", recordType }, null))
      for (const { id, changeNo } of page) found[id] = changeNo;
    return found;
  }

  /** Which records of contacts 1 and 2 get a new number by something that is done. */
  async function concerned(
    clientId: string,
    work: () => Promise<unknown>,
    type = "contact",
  ): Promise<readonly string[]> {
    const before = await numbers(clientId, type);
    await work();
    const after = await numbers(clientId, type);
    for (const number of Object.values(after))
      expect(number).toBeLessThanOrEqual(await lastChange(db(), clientId, type));
    return Object.keys(after).filter((id) => after[id]! > (before[id] ?? 0));
  }

  async function twoContacts(): Promise<string> {
    const clientId = newClient();
    await put(clientId, "contact", "1", { email: "a@x.example" });
    await put(clientId, "contact", "2", { email: "b@x.example" });
    return clientId;
  }

  test("a record gets one when it is new or other than before, and none when a list meets it as it was", async () => {
    const clientId = await twoContacts();
    expect(await concerned(clientId, () => put(clientId, "contact", "1", { email: "a@x.example" }, 5))).toEqual([]);
    expect(await concerned(clientId, () => put(clientId, "contact", "1", { email: "c@x.example" }, 6))).toEqual(["1"]);
    // What HubSpot gave out as an older version is not stored, so nothing changes by it.
    expect(await concerned(clientId, () => put(clientId, "contact", "1", { email: "a@x.example" }, 2))).toEqual([]);
    // Read with another set of properties it can be judged by others, whatever they hold.
    const more = { email: "c@x.example", phone: null };
    expect(await concerned(clientId, () => put(clientId, "contact", "1", more, 7))).toEqual(["1"]);
    expect(await concerned(clientId, () => put(clientId, "contact", "1", more, 8))).toEqual([]);
  });

  test("a touch concerns its contact, once", async () => {
    const clientId = await twoContacts();
    const touch = { contactId: "1", engagementType: "calls", engagementId: "7", touch: callAt(at(1)) };
    const store = () => putEngagements(db(), clientId, [touch]);
    expect(await concerned(clientId, store)).toEqual(["1"]);
    expect(await concerned(clientId, store)).toEqual([]);
    const moved = { ...touch, touch: callAt(at(2)) };
    expect(await concerned(clientId, () => putEngagements(db(), clientId, [moved]))).toEqual(["1"]);
    const move = { formerId: "1", survivorId: "2" };
    expect(
      await concerned(clientId, () =>
        db()
          .transaction()
          .execute((tx) => moveTouches(tx, clientId, move)),
      ),
    ).toEqual(["2"]);
    const gone = [{ contactId: "2", engagementId: "7" }];
    expect(await concerned(clientId, () => removeEngagements(db(), clientId, "calls", gone))).toEqual(["2"]);
  });

  test("a hand concerns its contact: raised, settled, classed and moved", async () => {
    const clientId = await twoContacts();
    const raise = () => putHands(db(), clientId, [noticedHand({ contactId: "1", raisedAt: at(1) })], at(1));
    expect(await concerned(clientId, raise)).toEqual(["1"]);
    expect(await concerned(clientId, raise)).toEqual([]);
    const { handId } = (await handsSince(db(), clientId, at(0))).get("1")![0]!;
    const standing = {
      handId,
      wasLead: true,
      state: "waiting",
      endedAt: null,
      answeredBy: null,
      answer: null,
    } as const;
    const settled = [{ ...standing, attempts: 0, automated: 0, ai: 0 }];
    expect(await concerned(clientId, () => saveStandings(db(), clientId, settled, at(2)))).toEqual(["1"]);
    const classed = [{ handId, class: "other", classBy: "setting" } as const];
    expect(await concerned(clientId, () => saveClasses(db(), clientId, classed))).toEqual(["1"]);
    expect(await concerned(clientId, () => moveHands(db(), clientId, "1", "2"))).toEqual(["1", "2"]);
  });

  test("what a person excludes concerns the record that it is about", async () => {
    const clientId = await twoContacts();
    const row = findingRow(clientId, "f", at(1), { subject_type: "contact", subject_id: "2" });
    await saveFindings(db(), [row]);
    const exclusion = { kind: "wrong", reason: "r", byWhom: "Ana", at: at(2) } as const;
    const exclude = () => addExclusion(db(), { ...row, evidence: {} } as never, exclusion);
    expect(await concerned(clientId, exclude)).toEqual(["2"]);
    expect(await concerned(clientId, () => liftExclusion(db(), clientId, "f", new Date()))).toEqual(["2"]);
  });

  test("a pipeline concerns the deals in its stages, an owner's name whatever people were told with it", async () => {
    const clientId = await twoContacts();
    await put(clientId, "deal", "1", { dealstage: "won" });
    await put(clientId, "deal", "2", { dealstage: "other" });
    const stage = { id: "won", label: "Won", displayOrder: 1, isClosed: true, probability: 1 };
    const pipeline = { type: "pipeline", id: "p", name: "Sales", stages: [stage] } as const;
    const dependences = dependencesOn("pipeline");
    const keep = (name: string, own: Partial<typeof stage> = {}) => {
      const items = [{ ...pipeline, name, stages: [{ ...stage, ...own }] }];
      return putInventory(db(), { clientId, words: pipelineWords, items, asOf: at(1), day: null, dependences });
    };
    expect(await concerned(clientId, () => keep("Sales"), "deal")).toEqual(["1"]);
    expect(await concerned(clientId, () => keep("Sales"), "deal")).toEqual([]);
    expect(await concerned(clientId, () => keep("New sales"), "deal")).toEqual(["1"]);
    // No deal is read with how likely its stage is won, so nobody is judged again.
    expect(await concerned(clientId, () => keep("New sales", { probability: 0.9 }), "deal")).toEqual([]);
    expect(await concerned(clientId, () => keep("New sales", { probability: 0.9, isClosed: false }), "deal")).toEqual([
      "1",
    ]);

    const told = { subject_type: "contact", subject_id: "2", owner_id: "7" };
    await saveFindings(db(), [findingRow(clientId, "f", at(1), told)]);
    const owner = {
      type: "owner",
      id: "7",
      name: "Ana",
      email: null,
      userId: null,
      teamIds: [],
      isActive: true,
      deactivatedAt: null,
    } as const;
    expect(
      await concerned(clientId, () =>
        putInventory(db(), { clientId, words: ownerWords, items: [owner], asOf: at(1), day: null }),
      ),
    ).toEqual(["2"]);
  });

  test("whoever is removed goes on to stand until it is taken out, a person without a name", async () => {
    const clientId = await twoContacts();
    const group = { clientId, cadence: "fast", recordType: "contact" };
    const standing = { judgedChange: 1, dueAt: null, ruleSet: 1, verdicts: "00", counted: [] };
    await saveStanding(db(), group, [
      { id: "1", ...standing },
      { id: "2", ...standing },
    ]);
    expect(await goneStandings(db(), group)).toEqual([]);
    await removeRecords(db(), clientId, "contact", ["1"]);
    expect((await goneStandings(db(), group)).map(({ id }) => id)).toEqual(["1"]);
    await db()
      .transaction()
      .execute((tx) => removePerson(tx, clientId, ["1", "2"], at(3)));
    const gone = await goneStandings(db(), group);
    expect(gone).toHaveLength(2);
    for (const { id } of gone) expect(id).toMatch(/^gone-/);
  });

  test("a number is seen by others only when everything before it can be", async () => {
    const clientId = await twoContacts();
    const before = await lastChange(db(), clientId, "contact");
    await expect(
      db()
        .transaction()
        .execute(async (tx) => {
          await bumpRecords(tx, clientId, "contact", ["1"]);
          await sql`select 1 / 0`.execute(tx);
        }),
    ).rejects.toThrow("division by zero");
    expect(await lastChange(db(), clientId, "contact")).toBe(before);
    await bumpRecords(db(), clientId, "contact", ["1", "missing"]);
    expect(await lastChange(db(), clientId, "contact")).toBe(before + 1);
    // Of a type that was never copied nothing has a number.
    await bumpRecords(db(), clientId, "portal", ["portal"]);
    expect(await lastChange(db(), clientId, "portal")).toBe(0);
  });
});
