import { Client, type Connection } from "@temporalio/client";
import { until } from "./until.ts";

/** A namespace with nothing in it: for a test of its own, or what is left when Temporal has lost its state. */
export async function ownNamespace(connection: Connection, prefix: string): Promise<Client> {
  const namespace = `${prefix}-${crypto.randomUUID()}`;
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  const client = new Client({ connection, namespace });
  const isKnown = () =>
    client.workflow.count().then(
      () => true,
      () => false,
    );
  await until("the namespace is known", isKnown, 60_000);
  return client;
}
