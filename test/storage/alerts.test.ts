import { alertIdOf } from "../../domain/ids.ts";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { alertStateOf, lockAlert, markAnnounced, saveAlert, unannouncedAlerts } from "../../storage/alerts.ts";
import { openPostgres } from "../../storage/open-database.ts";
import { saveFindings } from "../../storage/findings.ts";
import { reviseAlert, type AlertContext, type Revision } from "../../storage/revise-alert.ts";
import { createTestDatabase } from "../support/create-test-database.ts";
import { describeWith } from "../support/describe-with.ts";
import { until } from "../support/until.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { alertState, at, findingRow } from "./rows.ts";

const context: AlertContext = {
  reachable: (id) => ({ id, name: id, slack: `#${id}`, email: null }),
  frame: (alertId, topic) => ({
    clientId: "northwind",
    clientName: "Northwind",
    alertId,
    topic,
    timeZone: "UTC",
    dashboardUrl: null,
    workflowUrl: null,
    nameOf: (receiver) => receiver,
    say: ({ summary }) => summary ?? "nothing",
  }),
};
const revision = (own: Partial<Revision>): Revision => ({
  occasion: "opened",
  notify: true,
  byWhom: null,
  detail: "1 new or worse finding",
  concerned: ["f1"],
  fresh: [],
  ...own,
});

describeOnBoth("alerts", (db, newClient) => {
  const alertId = alertIdOf("sales", "waiting-leads");
  const save = (clientId: string, state = alertState(), minute = 0) =>
    saveAlert(db(), { clientId, alertId }, "sales", "waiting-leads", state, at(minute));
  const read = (clientId: string) => lockAlert(db(), { clientId, alertId });

  test("come back as they were", async () => {
    const client = newClient();
    const state = alertState({ acknowledgedBy: "Mia", acknowledgedAt: at(2), covered: ["f1"], status: "acknowledged" });
    await save(client, state);
    expect(alertStateOf((await read(client))!)).toEqual(state);
    expect(await read("nobody")).toBeUndefined();
  });

  test("are announced once for each revision, also for the first one of a later episode", async () => {
    const client = newClient();
    const unannounced = async () => (await unannouncedAlerts(db(), client)).map((row) => row.revision);
    await save(client);
    expect(await unannounced()).toEqual([1]);
    await markAnnounced(db(), { clientId: client, alertId }, 1);
    expect(await unannounced()).toEqual([]);
    await save(client, alertState({ revision: 2, status: "resolved" }));
    await markAnnounced(db(), { clientId: client, alertId }, 1);
    expect(await unannounced()).toEqual([2]);
    await markAnnounced(db(), { clientId: client, alertId }, 2);
    await save(client, alertState({ episode: 2, revision: 3 }));
    expect(await unannounced()).toEqual([3]);
  });

  const revise = (clientId: string, state: Parameters<typeof reviseAlert>[3], own: Partial<Revision>) =>
    db()
      .transaction()
      .execute((transaction) =>
        reviseAlert(
          transaction,
          context,
          { clientId, receiver: "sales", topic: "waiting-leads" },
          state,
          revision(own),
          at(9),
        ),
      );
  const messages = async (clientId: string) => {
    const rows = await db()
      .selectFrom("outbox")
      .select(["receiver", "act", "message"])
      .where("client_id", "=", clientId)
      .orderBy("seq")
      .execute();
    return rows.flatMap(({ receiver, act, message }) =>
      message.kind === "alert" ? [{ receiver, act, alert: message.alert }] : [],
    );
  };

  test("a revision writes the alert, its history and its deliveries", async () => {
    const client = newClient();
    await saveFindings(db(), [findingRow(client, "f1", at(1))]);
    await revise(client, alertState(), { fresh: ["sales"], news: ["f1"] });
    expect((await read(client))?.workflow_id).toBe(`alert/${client}/${alertId}`);
    const events = await db().selectFrom("alert_event").selectAll().where("client_id", "=", client).execute();
    expect(events).toMatchObject([
      { kind: "opened", revision: 1, finding_ids: ["f1"], detail: "1 new or worse finding", at: at(9) },
    ]);
    const [message] = await messages(client);
    expect(message).toMatchObject({ receiver: "sales", act: "open", alert: { occasion: "opened", open: 1 } });
    expect(message!.alert.sections[0]!.lines).toMatchObject([{ findingId: "f1", isNew: true }]);
  });

  test("what only concerns a revision is not new in it", async () => {
    const client = newClient();
    await saveFindings(db(), [findingRow(client, "f1", at(1))]);
    await revise(client, alertState(), { fresh: ["sales"], news: ["f1"] });
    await db().updateTable("outbox").set({ state: "sent" }).where("client_id", "=", client).execute();
    await revise(client, alertState({ revision: 2, status: "acknowledged", acknowledgedBy: "Mia" }), {
      occasion: "acknowledged",
      notify: false,
    });
    const [, update] = await messages(client);
    expect(update!.alert.sections[0]!.lines).toMatchObject([{ findingId: "f1", isNew: false }]);
  });

  test("everyone who has heard of the episode hears of its end, and what is over is named", async () => {
    const client = newClient();
    await saveFindings(db(), [findingRow(client, "f1", at(1))]);
    await revise(client, alertState(), { fresh: ["sales"] });
    await revise(client, alertState({ revision: 2, nextStep: 1 }), { occasion: "escalated", fresh: ["head"] });
    await db()
      .updateTable("outbox")
      .set({ state: "sent" })
      .where("client_id", "=", client)
      .where("state", "=", "pending")
      .execute();
    await saveFindings(db(), [findingRow(client, "f1", at(2), { status: "resolved" })]);
    await revise(client, alertState({ revision: 3, nextStep: 1, status: "resolved" }), { occasion: "recovered" });
    const ends = (await messages(client)).filter(({ alert }) => alert.occasion === "recovered");
    expect(ends.map(({ receiver, act }) => `${receiver} ${act}`)).toEqual([
      "sales update",
      "head update",
      "head reply",
    ]);
    expect(ends[0]!.alert).toMatchObject({ open: 0, recovered: [{ findingId: "f1" }] });
  });
});

describeWith("postgres", "on PostgreSQL", () => {
  test("an acknowledgement and a run take turns at the same alert", async () => {
    const database = await createTestDatabase();
    const { db, close } = await openPostgres(database.url);
    const name = { clientId: "northwind", alertId: "sales.routing" };
    await saveAlert(db, name, "sales", "routing", alertState(), at(0));
    const order: string[] = [];
    const takeTurn = (who: string, holdMs: number) =>
      db.transaction().execute(async (transaction) => {
        await lockAlert(transaction, name);
        order.push(`${who} begins`);
        await wait(holdMs);
        order.push(`${who} ends`);
      });
    const first = takeTurn("run", 200);
    await until("the run has the alert", () => order.length === 1);
    await Promise.all([first, takeTurn("acknowledgement", 0)]);
    expect(order).toEqual(["run begins", "run ends", "acknowledgement begins", "acknowledgement ends"]);
    await close();
    await database.drop();
  });
});
