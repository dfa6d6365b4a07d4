import { WorkflowFailedError } from "@temporalio/client";
import { ApplicationFailure, CancelledFailure, TerminatedFailure } from "@temporalio/common";
import type { z } from "zod";
import { explainTemporalError, sayTemporalError } from "../connectors/temporal/error-class.ts";
import { Refused, type Operation } from "./operation.ts";

/** Temporal does not do what was asked, for a reason outside of Revwatch. The message says which, and the way out. */
export class TemporalUnavailable extends Error {
  override readonly name = "TemporalUnavailable";
}

/** The workflow that was waited for has failed. The message says of what, and the way out. */
export class RunFailed extends Error {
  override readonly name: "RunFailed" | "RunBroken";
  /** @param isOurFault - Only another version of Revwatch ends it. */
  constructor(message: string, isOurFault: boolean, options: ErrorOptions) {
    super(message, options);
    this.name = isOurFault ? "RunBroken" : "RunFailed";
  }
}

/** The one place where operations are carried out, so that what Temporal's client says reaches nobody raw. */
export async function runOperation<World>(
  operation: Operation<z.ZodType, unknown, World>,
  world: World,
  input: unknown,
): Promise<unknown> {
  return inOurWords(() => operation.run(world, input));
}

/** Carries out what a page asks for, with faults in the same words. */
export async function inOurWords<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof WorkflowFailedError ? explainFailedRun(error) : asTemporalUnavailable(error);
  }
}

/**
 * @param place - What it was about, such as "Schedule audit/northwind/fast".
 * @returns The error as it is when Temporal has nothing to do with it, or when the fault is our own.
 */
export function asTemporalUnavailable(error: unknown, place?: string): unknown {
  const fault = explainTemporalError(error);
  if (fault === null || fault.class === "programming") return error;
  const sentence = sayTemporalError(error)!;
  return new TemporalUnavailable(place === undefined ? sentence : `${place}: ${sentence}`, { cause: error });
}

const cutShort = "The run was cut short by hand. Give the command again.";

/** "Workflow execution failed" says nothing; what broke the run is the innermost of its causes. */
function explainFailedRun(error: WorkflowFailedError): Error {
  let inner: Error = error;
  while (inner.cause instanceof Error) inner = inner.cause;
  if (inner instanceof CancelledFailure || inner instanceof TerminatedFailure)
    return new RunFailed(cutShort, false, { cause: error });
  const type = inner instanceof ApplicationFailure ? inner.type : null;
  if (type === "input" || type === "UnknownClient") return new Refused(inner.message);
  const isOurFault = type === "programming" || type === "unknown" || type === null;
  const wayOut = isOurFault
    ? "This is a fault of Revwatch: report it with this line."
    : "Run `revwatch doctor`, then give the command again.";
  return new RunFailed(`The run has failed: ${inner.message.replace(/[.\s]+$/, "")}. ${wayOut}`, isOurFault, {
    cause: error,
  });
}
