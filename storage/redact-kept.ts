import { sql, type Kysely } from "kysely";
import { redact, sayDeleted, tracesOf, type Redaction } from "../domain/redaction.ts";
import type { WeeklyReport } from "../domain/reporting/weekly-report.ts";
import { traitsOf } from "../domain/alerting/channels.ts";
import type { Database } from "./database.ts";
import type { OutboxRow } from "./outbox.ts";

/** What is said of their findings is what a report says of them that is built from now on: that is the same one. */
function withoutSentences(model: WeeklyReport, { renamed }: Redaction): WeeklyReport {
  const theirs = new Set(renamed.values());
  const unsaid = (lines: WeeklyReport["broke"]) =>
    lines.map((line) => (theirs.has(line.findingId) ? { ...line, summary: sayDeleted } : line));
  return { ...model, broke: unsaid(model.broke), fixed: unsaid(model.fixed) };
}

/**
 * Takes a person out of every message and report that is kept, sent or not.
 *
 * @returns The messages that named them and were sent and can be edited, as they are now.
 */
export async function redactKept(
  transaction: Kysely<Database>,
  clientId: string,
  person: Redaction,
): Promise<readonly OutboxRow[]> {
  const traces = tracesOf(person);
  const naming = (column: "message" | "model" | "detail") =>
    sql<boolean>`(${sql.join(
      traces.map((trace) => sql`position(${trace} in ${sql.ref(column)}::text) > 0`),
      sql` or `,
    )})`;
  const messages = await transaction
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId)
    .where(naming("message"))
    .execute();
  const redacted = messages.map((row) => ({ ...row, message: redact(row.message, person) }));
  for (const { seq, message } of redacted)
    await transaction
      .updateTable("outbox")
      .set({ message: JSON.stringify(message) })
      .where("seq", "=", seq)
      .execute();

  const reports = transaction.selectFrom("report").selectAll().where("client_id", "=", clientId).where(naming("model"));
  for (const { kind, period, model } of await reports.execute())
    await transaction
      .updateTable("report")
      .set({ model: JSON.stringify(withoutSentences(redact(model, person), person)) })
      .where("client_id", "=", clientId)
      .where("kind", "=", kind)
      .where("period", "=", period)
      .execute();

  const entries = transaction
    .selectFrom("audit_log")
    .selectAll()
    .where("client_id", "=", clientId)
    .where(naming("detail"));
  for (const { entry_id, detail } of await entries.execute())
    await transaction
      .updateTable("audit_log")
      .set({ detail: JSON.stringify(redact(detail, person)) })
      .where("entry_id", "=", entry_id)
      .execute();
  return redacted.filter(({ channel, state }) => traitsOf(channel).canEdit && state === "sent");
}
