import { Connection } from "@temporalio/client";
import { explainTemporalError } from "../connectors/temporal/error-class.ts";
import { TemporalUnavailable } from "../operations/run-operation.ts";
import type { TemporalTarget } from "./temporal-address.ts";

/**
 * Connects to the Temporal server for as long as the process lives; a connection that is lost comes back by itself.
 *
 * @throws {TemporalUnavailable} When it does not answer within ten seconds; says where.
 */
export async function connectTemporal({ connectionOptions }: TemporalTarget): Promise<Connection> {
  try {
    return await Connection.connect(connectionOptions);
  } catch (error) {
    throw unavailable(connectionOptions.address, error);
  }
}

/** The one sentence for a first connection that failed. */
export function unavailable(address: string | undefined, error: unknown): TemporalUnavailable {
  const fault = explainTemporalError(error);
  const reason = fault?.reason ?? (error instanceof Error ? error.message.split("\n")[0]! : String(error));
  const wayOut = fault?.wayOut ?? "Start it, or correct TEMPORAL_ADDRESS (temporal.address in revwatch.yaml).";
  const where = address ?? "the address of your Temporal profile";
  return new TemporalUnavailable(`Temporal at ${where} cannot be used: ${reason}. ${wayOut}`, { cause: error });
}
