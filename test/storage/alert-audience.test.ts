import { expect, test } from "vitest";
import { isAddressed, toldAt } from "../../storage/alert-audience.ts";
import { addAlertEvent, lockAlert, saveAlert } from "../../storage/alerts.ts";
import { enqueue } from "../../storage/outbox.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { alertState, at, delivery } from "./rows.ts";

test("a message covers what it showed, and acknowledges only for those who are told", async () => {
  const { db, close } = await openTestDatabase();
  try {
    const name = { clientId: "northwind", alertId: "sales.waiting-leads" };
    const state = alertState({ revision: 3, told: ["f1", "f2", "f3"] });
    await saveAlert(db, name, "sales", "waiting-leads", state, at(0));
    const event = { at: at(0), byWhom: null, detail: "" };
    await addAlertEvent(db, name, { ...state, revision: 1 }, { ...event, kind: "opened", findingIds: ["f1"] });
    await addAlertEvent(db, name, { ...state, revision: 2 }, { ...event, kind: "changed", findingIds: ["f2"] });
    await addAlertEvent(db, name, state, { ...event, kind: "changed", findingIds: ["f3"] });
    const row = (await db.transaction().execute((transaction) => lockAlert(transaction, name)))!;
    expect(await toldAt(db, row, 1)).toEqual(["f1"]);
    expect(await toldAt(db, row, 2)).toEqual(["f1", "f2"]);
    expect(await toldAt(db, row, 3)).toEqual(["f1", "f2", "f3"]);

    expect(await isAddressed(db, row, "sales")).toBe(true);
    expect(await isAddressed(db, row, "head")).toBe(true);
    expect(await isAddressed(db, row, "robin")).toBe(false);
    await enqueue(
      db,
      [delivery("northwind", { act: "open", revision: 3 }, { receiver: "robin", divertedFrom: "key" })],
      at(1),
    );
    expect(await isAddressed(db, row, "robin")).toBe(true);
  } finally {
    await close();
  }
});
