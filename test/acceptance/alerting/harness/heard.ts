import type { AlertLine, AlertMessage } from "../../../../domain/alerting/alert.ts";
import type { OutboxRow } from "../../../../storage/outbox.ts";

/** One thing that people noticed: "sales message: opened ana, ben". */
export function sayHeard({ receiver, act, message }: OutboxRow): string {
  const kind = { open: "message", reply: "reply", mail: "mail", update: "edit" }[act as string] ?? act;
  if (message.kind !== "alert") return `${receiver} ${kind}: ${message.kind}`;
  const { alert } = message;
  const names = namesIn(alert, act === "reply")
    .toSorted()
    .join(", ");
  return `${receiver} ${kind}: ${alert.occasion}${names === "" ? ` ${alert.open}` : ` ${names}`}`;
}

function namesIn({ sections, recovered, status }: AlertMessage, isOnlyNew: boolean): readonly string[] {
  const lines = sections.flatMap((section) => section.lines);
  const shown = status === "resolved" ? recovered : isOnlyNew && lines.some(isNew) ? lines.filter(isNew) : lines;
  return shown.map(({ label }) => label);
}

const isNew = (line: AlertLine) => line.isNew;
