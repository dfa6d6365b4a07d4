import type { AlertLine, AlertMessage } from "../../domain/alerting/alert.ts";
import { reasonOf } from "../../domain/alerting/delivery-reason.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import { conversationOf } from "../../storage/renew-unsent.ts";
import type { StoreHandle } from "../../storage/database.ts";

export interface Heard {
  /** The message as this receiver needs it on this channel now. */
  readonly alert: AlertMessage;
  /** Nothing of what it was to add is left. */
  readonly saysNothing: boolean;
  /** What this receiver was sent of this episode on this channel, oldest first. */
  readonly before: readonly OutboxRow[];
}

/**
 * A message against what its receiver last got on its channel: what revisions in between brought, which were never sent
 * by themselves, is new or resolved in this one. It says why it is sent.
 */
export async function asHeard(db: StoreHandle, row: OutboxRow, message: AlertMessage): Promise<Heard> {
  if (row.alert_id === null)
    return { alert: { ...message, reason: reasonOf(message, true) }, saysNothing: false, before: [] };
  const conversation = await conversationOf(db, row);
  const before = conversation.filter(({ seq, state }) => state === "sent" && seq < row.seq);
  const last = before.at(-1)?.seq ?? 0;
  const unsent = conversation
    .filter(({ seq }) => seq > last && seq < row.seq)
    .flatMap(({ message: one }) => (one.kind === "alert" ? [one.alert] : []));
  const brought = new Set(unsent.flatMap(({ sections }) => newIn(sections)));
  const sections = message.sections.map((section) => ({
    ...section,
    lines: section.lines.map((line) => (brought.has(line.findingId) ? { ...line, isNew: true } : line)),
  }));
  const open = new Set(sections.flatMap(({ lines }) => lines.map(({ findingId }) => findingId)));
  const ended = distinct([...message.recovered, ...unsent.flatMap((one) => one.recovered)]).filter(
    ({ findingId }) => !open.has(findingId) && !(before.length > 0 && brought.has(findingId)),
  );
  // Whoever hears of it for the first time did not hear of what is over by now.
  const recovered = before.length === 0 && message.status !== "resolved" ? [] : ended;
  const alert = { ...message, sections, recovered };
  const isAddition = row.act === "mail" && message.occasion === "changed" && before.length > 0;
  return {
    alert: { ...alert, reason: reasonOf(alert, before.length === 0) },
    saysNothing: isAddition && newIn(sections).length === 0,
    before,
  };
}

function newIn(sections: AlertMessage["sections"]): readonly string[] {
  return sections.flatMap(({ lines }) => lines.filter(({ isNew }) => isNew).map(({ findingId }) => findingId));
}

function distinct(lines: readonly AlertLine[]): readonly AlertLine[] {
  return [...new Map(lines.map((line) => [line.findingId, line])).values()];
}
