import { describe, expect, test } from "vitest";
import { sql } from "kysely";
import { forgetPerson } from "../../../operations/alerting/forget-person.ts";
import { startAuditedClient } from "../audited-client.ts";
import { audit, monitorsOf } from "../test-world.ts";

const { world, portal, clientId, config, now, db, pass, run, nextRun, auditNow } = startAuditedClient({
  monitors: monitorsOf("lead-unanswered"),
});

const ask = async (email: string, firstName: string) =>
  (
    await portal().admin.submitForm({
      email,
      firstName,
      lastName: "Ruizovič",
      formName: "Demo",
      pageUrl: "https://northwind.example/demo",
      ownerId: portal().ownerId,
    })
  ).contactId;
const sendAll = () =>
  db()
    .updateTable("outbox")
    .set({ state: "sent", external_id: sql`'17.' || seq` })
    .where("client_id", "=", clientId())
    .where("state", "=", "pending")
    .execute();

/** Every table of the client that holds a text, and those texts that hold one of these. */
async function tracesOf(...words: readonly string[]): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where column_name = 'client_id' and table_schema = current_schema()`.execute(db());
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`
      select t::text as text from ${sql.table(name)} t where client_id = ${clientId()}`.execute(db());
    for (const { text } of rows) for (const word of words) if (text.includes(word)) found.push(`${name}: ${word}`);
  }
  return found;
}

/** Ana waits and was told of, Bea waits and was told of. */
async function openWithTwo() {
  const ana = await ask("ana@lead.example", "Ana");
  const bea = await ask("bea@lead.example", "Bea");
  await pass(90);
  await run();
  await sendAll();
  await db()
    .insertInto("report")
    .values({
      client_id: clientId(),
      period: "2026-W47",
      kind: "weekly",
      as_of: now(),
      workflow_id: null,
      model: JSON.stringify({
        broke: [
          { findingId: `lead-unanswered.contact.${ana}`, label: "Ana Ruizovič", url: `https://x/record/0-1/${ana}` },
        ],
        fixed: [],
        leads: {
          raised: 2,
          unanswered: [{ label: "Ana Ruizovič", url: `https://x/record/0-1/${ana}`, waitedMinutes: 3 }],
        },
      }),
    })
    .execute();
  await pass(5);
  return { ana, bea };
}

describe.each(["archive", "purge"] as const)("a contact that is gone from HubSpot (%s)", (how) => {
  test("is gone everywhere after the next run; its finding ended as deleted, and stays as a count", async () => {
    const { ana, bea } = await openWithTwo();
    await portal().admin.logEngagement({
      type: "calls",
      contactIds: [ana],
      properties: { hs_call_status: "NO_ANSWER" },
    });
    await run();
    await sendAll();
    expect((await tracesOf(ana, "Ana")).length).toBeGreaterThan(5);
    await (how === "archive" ? portal().api.archive("contacts", ana) : portal().api.purge(ana));
    await pass(1);

    expect(await run()).toMatchObject({ hasNews: true });

    expect(await tracesOf(ana, "Ana", "ana@lead.example")).toEqual([]);
    const findings = await db()
      .selectFrom("finding")
      .selectAll()
      .where("client_id", "=", clientId())
      .orderBy("status")
      .execute();
    expect(findings).toMatchObject([
      { status: "open", subject_id: bea },
      { status: "resolved", ending: "deleted", subject_label: "a deleted contact" },
    ]);
    const hands = await db()
      .selectFrom("hand")
      .selectAll()
      .where("client_id", "=", clientId())
      .orderBy("label")
      .execute();
    expect(hands.map(({ contact_id, label, state }) => [contact_id === null, label, state])).toEqual([
      [false, "Bea Ruizovič", "waiting"],
      [true, null, "closed"],
    ]);
    const report = await db()
      .selectFrom("report")
      .selectAll()
      .where("client_id", "=", clientId())
      .executeTakeFirstOrThrow();
    expect(report.model).toMatchObject({
      leads: { raised: 2, unanswered: [{ label: "a deleted contact", url: null, waitedMinutes: 3 }] },
    });
    await pass(1);
    expect(await run()).toMatchObject({ counts: { opened: 0, resolved: 0 } });
  });
});

test("what Slack shows of them is edited: the first message by its new state, an answer below it by itself", async () => {
  const { ana } = await openWithTwo();
  await ask("cem@lead.example", "Cem");
  await pass(90);
  await run();
  await sendAll();
  await portal().api.purge(ana);
  await pass(1);
  await run();
  const pending = await db()
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId())
    .where("state", "=", "pending")
    .orderBy("seq")
    .execute();
  expect(pending.map(({ act }) => act)).toEqual(["update", "redact-reply"]);
  expect(JSON.stringify(pending)).not.toContain("Ana");
});

test("a message of an alert that is over is edited too, as it stood", async () => {
  const { ana, bea } = await openWithTwo();
  await portal().admin.logEngagement({ type: "calls", contactIds: [ana, bea], ownerId: portal().ownerId });
  await run();
  await sendAll();
  const before = await db()
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId())
    .orderBy("seq")
    .execute();
  expect(before.map(({ act }) => act)).toEqual(["open", "update"]);
  await portal().api.purge(ana);
  await pass(1);
  await run();
  const pending = await db()
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId())
    .where("state", "=", "pending")
    .orderBy("seq")
    .execute();
  expect(pending.map(({ act, external_id }) => [act, external_id])).toEqual([["redact", before[1]!.external_id]]);
  expect(JSON.stringify(pending)).toContain("a deleted contact");
  expect(await tracesOf(ana, "Ana")).toEqual([]);
});

test("a contact whom only a list left out is asked for by id, and stays", async () => {
  const { ana } = await openWithTwo();
  const opened = world().world.portal(clientId());
  const blind = {
    ...opened,
    recordPage: async (...asked: Parameters<typeof opened.recordPage>) => {
      const page = await opened.recordPage(...asked);
      return { ...page, records: page.records.filter(({ id }) => id !== ana) };
    },
    countInSearch: async (...asked: Parameters<typeof opened.countInSearch>) =>
      (await opened.countInSearch(...asked)) - 1,
    idsInSearch: async (...asked: Parameters<typeof opened.idsInSearch>) => {
      const found = await opened.idsInSearch(...asked);
      return { ids: found.ids.filter((id) => id !== ana), total: found.total - 1 };
    },
  };
  await pass(27 * 60);
  await audit({ ...world(), world: { ...world().world, portal: () => blind } }, nextRun());
  const kept = await db()
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId())
    .where("subject_id", "=", ana)
    .execute();
  expect(kept).toMatchObject([{ status: "open" }]);
});

test("a run that looks back at the past forgets nobody", async () => {
  const { ana } = await openWithTwo();
  await portal().api.archive("contacts", ana);
  await pass(1);
  await run({ mode: "history" });
  expect((await tracesOf("Ana")).length).toBeGreaterThan(0);
  await pass(1);
  await run();
  expect(await tracesOf("Ana", ana)).toEqual([]);
});

test("a worker that dies between forgetting and judging takes nothing from what the run says", async () => {
  const { ana } = await openWithTwo();
  await run();
  await portal().api.archive("contacts", ana);
  await pass(1);
  const named = nextRun({ cadence: "fast" });
  // The attempt that forgot them never came to its receipt.
  const leaving = { contactId: ana, runId: named.runId, mode: named.mode, asOf: now(), now: now() };
  await forgetPerson(world().world, config(), leaving);
  const { result } = await auditNow({ cadence: "fast", runId: named.runId });
  expect(result).toMatchObject({ hasNews: true, counts: { resolved: 1, stillOpen: 1 } });
});
