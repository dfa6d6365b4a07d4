import { isGrpcServiceError, ServiceError } from "@temporalio/client";
import { NamespaceNotFoundError } from "@temporalio/common";
import type { ErrorClass } from "../../domain/error-class.ts";

/** What an error of Temporal's client means, in words for whoever gave the command. */
export interface TemporalFault {
  readonly class: ErrorClass;
  /** What happened, with the server's own words where they help. */
  readonly reason: string;
  readonly wayOut: string;
}

const startIt =
  "Start Temporal, or correct TEMPORAL_ADDRESS (temporal.address in revwatch.yaml), then give the command again; what was done already is not done twice.";
const tryAgain = "Give the command again in a minute; what was done already is not done twice.";
const rights =
  "Give the API key or certificate the right to use this namespace, or correct TEMPORAL_API_KEY, TEMPORAL_TLS_* and TEMPORAL_NAMESPACE.";

/** By gRPC status. */
const faults: Readonly<Record<number, TemporalFault & { readonly name: string }>> = {
  1: {
    name: "CANCELLED",
    class: "uncertain",
    reason: "the connection was closed before Temporal answered",
    wayOut: tryAgain,
  },
  2: { name: "UNKNOWN", class: "outage", reason: "Temporal reports a fault of its own", wayOut: tryAgain },
  3: {
    name: "INVALID_ARGUMENT",
    class: "programming",
    reason: "Temporal refuses what Revwatch asked of it",
    wayOut: "Run `revwatch validate`. If the config is fine, this is a fault of Revwatch: report it with this line.",
  },
  4: { name: "DEADLINE_EXCEEDED", class: "outage", reason: "Temporal did not answer in time", wayOut: tryAgain },
  6: {
    name: "ALREADY_EXISTS",
    class: "input",
    reason: "Temporal has one of this name already",
    wayOut: "Run `revwatch plan`.",
  },
  7: { name: "PERMISSION_DENIED", class: "refused", reason: "Temporal does not allow this", wayOut: rights },
  8: { name: "RESOURCE_EXHAUSTED", class: "throttled", reason: "Temporal is asked too much at once", wayOut: tryAgain },
  9: { name: "FAILED_PRECONDITION", class: "outage", reason: "Temporal is not ready for this", wayOut: tryAgain },
  10: { name: "ABORTED", class: "outage", reason: "Temporal broke this off", wayOut: tryAgain },
  12: {
    name: "UNIMPLEMENTED",
    class: "refused",
    reason: "what answers there is no Temporal server, or one too old",
    wayOut: "Correct TEMPORAL_ADDRESS, or update the server (1.29 or newer).",
  },
  13: { name: "INTERNAL", class: "outage", reason: "Temporal reports a fault of its own", wayOut: tryAgain },
  14: { name: "UNAVAILABLE", class: "outage", reason: "Temporal does not answer", wayOut: startIt },
  15: { name: "DATA_LOSS", class: "outage", reason: "Temporal has lost data of its own", wayOut: tryAgain },
  16: { name: "UNAUTHENTICATED", class: "refused", reason: "Temporal does not know who asks", wayOut: rights },
};

/** Null for an error from elsewhere. */
export function explainTemporalError(error: unknown): TemporalFault | null {
  if (error instanceof NamespaceNotFoundError) {
    const name = error.namespace;
    const wayOut = `Create it (\`temporal operator namespace create --namespace ${name} --retention 72h\`) or correct TEMPORAL_NAMESPACE, then run \`revwatch apply\`.`;
    return { class: "refused", reason: `Temporal has no namespace "${name}"`, wayOut };
  }
  if (isGrpcServiceError(error)) return explainStatus(error.code, error.details);
  if (error instanceof ServiceError)
    return explainTemporalError(error.cause) ?? { class: "outage", reason: error.message, wayOut: tryAgain };
  if (error instanceof Error && error.name === "TransportError")
    return { class: "outage", reason: "Temporal does not answer", wayOut: startIt };
  return null;
}

function explainStatus(code: number, details: string): TemporalFault {
  const { name, ...fault } = faults[code] ?? faults[2]!;
  // The library's own "No connection established" and the server's words; the first line is enough for a person.
  const said = (details ?? "").split("\n")[0]!.slice(0, 200);
  return { ...fault, reason: `${fault.reason} (${name}${said === "" ? "" : `: ${said}`})` };
}

/** "Temporal does not answer (UNAVAILABLE: …). Start Temporal, or …"; null for an error from elsewhere. */
export function sayTemporalError(error: unknown): string | null {
  const fault = explainTemporalError(error);
  return fault === null ? null : `${fault.reason[0]!.toUpperCase()}${fault.reason.slice(1)}. ${fault.wayOut}`;
}
