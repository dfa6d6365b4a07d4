import { describe, expect, test } from "vitest";
import {
  checksWithOpenCritical,
  countOpen,
  findingsById,
  findingsOf,
  openFindings,
  saveFindingEvents,
  saveFindings,
} from "../../storage/findings.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at, eventRow, findingRow } from "./rows.ts";

describeOnBoth("findings", (db, newClient) => {
  const one = async (client: string, id = "f1") => (await findingsOf(db(), client, ["lead-unanswered"])).get(id);

  describe("compare and set by the instant of the last judgement", () => {
    test.each([
      ["a later run", 5, "later"],
      ["a run at the same instant", 1, "later"],
      ["a run that began earlier and ends later", 0, "earlier"],
    ])("%s", async (_, minute, label) => {
      const client = newClient();
      await saveFindings(db(), [findingRow(client, "f1", at(1), { subject_label: "earlier" })]);
      await saveFindings(db(), [findingRow(client, "f1", at(minute), { subject_label: "later" })]);
      expect((await one(client))?.subject_label).toBe(label);
    });

    test("what never changes stays: its first sight, its check and its subject", async () => {
      const client = newClient();
      await saveFindings(db(), [findingRow(client, "f1", at(1))]);
      await saveFindings(db(), [
        findingRow(client, "f1", at(2), { first_seen_at: at(2), check_id: "other", subject_id: "9" }),
      ]);
      expect(await one(client)).toMatchObject({ first_seen_at: at(0), check_id: "lead-unanswered", subject_id: "1" });
    });
  });

  test("a row comes back as it was written", async () => {
    const client = newClient();
    const row = findingRow(client, "f1", at(1), {
      evidence: JSON.stringify({ waited: 5, form: "“Demo”", none: null }),
      owner_name: "Ben",
    });
    await saveFindings(db(), [row]);
    expect(await one(client)).toEqual({ ...row, evidence: { waited: 5, form: "“Demo”", none: null } });
  });

  test("more than one statement can hold", async () => {
    const client = newClient();
    const rows = Array.from({ length: 1001 }, (_, index) => findingRow(client, `f${index}`, at(1)));
    await saveFindings(db(), rows);
    await saveFindingEvents(
      db(),
      rows.map((row) => eventRow(client, row.finding_id, 1)),
    );
    expect(await countOpen(db(), client)).toBe(1001);
  });

  test("an event that is there already stays as it is", async () => {
    const client = newClient();
    await saveFindingEvents(db(), [eventRow(client, "f1", 1, { summary: "first" })]);
    await saveFindingEvents(db(), [
      eventRow(client, "f1", 1, { summary: "second" }),
      eventRow(client, "f1", 2, { kind: "resolved" }),
    ]);
    const events = await db()
      .selectFrom("finding_event")
      .select(["event_no", "summary"])
      .where("client_id", "=", client)
      .orderBy("event_no")
      .execute();
    expect(events).toEqual([
      { event_no: 1, summary: "first" },
      { event_no: 2, summary: "Ana Ruiz waits." },
    ]);
  });

  test("what is open is found by topic, by id, and counted; what is over is not", async () => {
    const client = newClient();
    await saveFindings(db(), [
      findingRow(client, "f1", at(1)),
      findingRow(client, "f2", at(1), { status: "resolved", severity: "critical" }),
      findingRow(client, "f3", at(1), { topic: "routing", check_id: "owner-deactivated", severity: "critical" }),
    ]);
    expect((await openFindings(db(), client)).map(({ finding_id }) => finding_id).sort()).toEqual(["f1", "f3"]);
    expect((await findingsById(db(), client, ["f2", "f3"])).map(({ findingId }) => findingId).sort()).toEqual([
      "f2",
      "f3",
    ]);
    expect(await findingsById(db(), client, [])).toEqual([]);
    expect(await findingsOf(db(), client, [])).toEqual(new Map());
    expect(await countOpen(db(), client)).toBe(2);
    expect(await checksWithOpenCritical(db(), client)).toEqual(new Set(["owner-deactivated"]));
  });
});
