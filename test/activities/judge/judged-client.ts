import { startAuditedClient } from "../audited-client.ts";

/** A client for each test that is audited, and what the tests of judging ask of it. */
export function startJudgedClient() {
  const client = startAuditedClient();
  const { clientId, db } = client;
  const findings = async (id = clientId()) => {
    const rows = await db()
      .selectFrom("finding")
      .selectAll()
      .where("client_id", "=", id)
      .orderBy("finding_id")
      .execute();
    return rows.map((row) => ({ ...row, is: `${row.check_id} ${row.status} ${row.verdict}` }));
  };
  const ofCheck = async (checkId: string) => (await findings()).filter(({ check_id }) => check_id === checkId);
  const outbox = async (id = clientId()) => {
    const rows = await db().selectFrom("outbox").selectAll().where("client_id", "=", id).orderBy("seq").execute();
    return rows.map(({ receiver, act, revision, state }) => `${receiver} ${act} ${revision} ${state}`);
  };
  const outcomeOf = async (checkId: string) =>
    db()
      .selectFrom("latest_outcome")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("check_id", "=", checkId)
      .executeTakeFirstOrThrow();
  const decisions = async () => {
    const rows = await db()
      .selectFrom("finding_event")
      .selectAll()
      .where("client_id", "=", clientId())
      .orderBy("event_id")
      .execute();
    return rows.map(({ kind, decision, because, alert_id }) => ({ kind, decision, because, alert_id }));
  };
  /** Everything of a client that a run can write, as one text. */
  const everything = async (id = clientId()) => {
    const tables = ["finding", "finding_event", "alert", "alert_event", "outbox", "latest_outcome"] as const;
    const rows = await Promise.all(
      tables.map((table) => db().selectFrom(table).selectAll().where("client_id", "=", id).execute()),
    );
    return JSON.stringify(rows.map((table) => table.map((row) => JSON.stringify({ ...row, run_id: "" })).sort()));
  };

  return { ...client, findings, ofCheck, outbox, outcomeOf, decisions, everything };
}
