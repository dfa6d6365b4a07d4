import type { Client } from "@temporalio/client";
import type { AlertNews } from "../../domain/alert-news.ts";

/** The queue of workflows and of activities that only touch the store. */
export const auditQueue = "audit";

/** Tells an alert's workflow of a new revision, and starts it if there is none. */
export async function tellAlertWorkflow(client: Client, news: AlertNews): Promise<void> {
  await client.workflow.signalWithStart("alertLifecycle", {
    workflowId: `alert/${news.clientId}/${news.alertId}`,
    taskQueue: auditQueue,
    args: [news],
    signal: "revised",
    signalArgs: [news],
  });
}

/** Wakes the client's one sender, or starts it. */
export async function wakeSender(client: Client, clientId: string): Promise<void> {
  await client.workflow.signalWithStart("deliverOutbox", {
    workflowId: `delivery/${clientId}`,
    taskQueue: auditQueue,
    args: [{ clientId }],
    signal: "wake",
    signalArgs: [],
  });
}
