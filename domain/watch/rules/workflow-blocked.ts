import type { AlarmRule } from "../alarm.ts";
import { nameOf, sayAt, sentence } from "../say.ts";
import { isSenderWorkflowId } from "../../../domain/ids.ts";

export const workflowBlocked: AlarmRule = {
  kind: "workflow-blocked",
  title: "A workflow is blocked",
  severity: "high",
  holds: true,
  // A sender that cannot go on is why messages of its client wait.
  hides: (own, other) =>
    other.kind === "outbox-stuck" && other.clientId === own.clientId && isSenderWorkflowId(own.subject),
  meaning: "A fault of Revwatch keeps a sender or an alert from going on. It is tried again until an update passes.",
  remedy: "Update Revwatch; the workflow then goes on by itself. Report the sentence of the message.",
  find: ({ blocked, clients }, now) =>
    blocked.map(({ clientId, workflowId, since, reason }) => ({
      kind: "workflow-blocked",
      clientId,
      subject: workflowId,
      since,
      what: `${nameOf(clients, clientId)}: workflow ${workflowId} has been blocked since ${sayAt(since, now)}.`,
      why: sentence(reason),
      wayOut: "Update Revwatch, or report this sentence; the workflow goes on by itself afterwards.",
      over: `${nameOf(clients, clientId)}: workflow ${workflowId} goes on.`,
    })),
};
