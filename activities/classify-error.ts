import { classOfLocalError } from "../config/error-class.ts";
import { classOfHubSpotError } from "../connectors/hubspot/error-class.ts";
import { explainTemporalError } from "../connectors/temporal/error-class.ts";
import type { ErrorClass, Fault } from "../domain/error-class.ts";
import { classOfDatabaseError } from "../storage/error-class.ts";
import { UnknownClient } from "./world.ts";

/**
 * Errors that JavaScript and our own schemas raise: they come from code or from what it was given, never from a
 * network.
 */
const ownErrors: Readonly<Record<string, ErrorClass>> = {
  ZodError: "input",
  RangeError: "input",
  Refused: "input",
  RunSuperseded: "outage", // the attempt after it ends the run
  TypeError: "programming",
  ReferenceError: "programming",
  SyntaxError: "programming",
  URIError: "programming",
  AssertionError: "programming",
};

/** Asks each outside world's classifier in turn; null for an error that none of them knows. */
export function classifyError(error: unknown): Fault | null {
  const hubspot = classOfHubSpotError(error);
  if (hubspot !== null) return hubspot;
  const temporal = explainTemporalError(error);
  if (temporal !== null) return { class: temporal.class };
  // A failed `fetch` is a TypeError with the network's code in its cause, so the machine is asked before JavaScript.
  const known = classOfDatabaseError(error) ?? classOfLocalError(error) ?? classOfOwnError(error);
  return known === null ? null : { class: known };
}

function classOfOwnError(error: unknown): ErrorClass | null {
  if (error instanceof UnknownClient) return "input";
  if (!(error instanceof Error)) return "programming";
  for (let type: unknown = error.constructor; typeof type === "function"; type = Object.getPrototypeOf(type)) {
    const found = ownErrors[type.name];
    if (found !== undefined) return found;
  }
  return ownErrors[error.name] ?? null;
}
