import type { ClientConfig } from "../../config/config.ts";
import type { PipelineFacts } from "../../domain/alerting/run-pipeline.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { FindingRow } from "../../storage/findings.ts";

/** Reads what each stage of the alert pipeline has to know about a client. The caller holds the client's lock. */
export async function loadPipelineFacts(
  _transaction: StoreHandle,
  client: ClientConfig,
  _open: readonly FindingRow[],
  _now: Date,
): Promise<PipelineFacts> {
  return { route: { byTopic: client.routes } };
}
