import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { badRequest } from "./refusal.ts";

export type Input = Readonly<Record<string, unknown>>;

/** The inputs of a batch, refused beyond the endpoint's number. */
export function inputsOf(
  body: Readonly<Record<string, unknown>>,
  max: number,
  isHistoryRead = false,
): readonly Input[] {
  const inputs = body["inputs"];
  if (!Array.isArray(inputs))
    throw badRequest("Invalid input JSON on line 1, column 2. Some required fields were not set: [inputs]");
  if (inputs.length > max) {
    const kind = isHistoryRead ? "batch request for property histories" : "batch";
    throw badRequest(
      `The maximum number of inputs supported in a ${kind} is ${max}. Please reduce the number of items and try again`,
    );
  }
  return inputs as Input[];
}

/** The envelope of every batch: 207 as soon as one input came to nothing. */
export function batchAnswer(
  call: Call,
  status: 200 | 201,
  results: readonly unknown[],
  errors: readonly unknown[],
): Answer {
  const now = new Date(call.at).toISOString();
  const faults = errors.length > 0 ? { numErrors: errors.length, errors } : {};
  return {
    status: errors.length > 0 ? 207 : status,
    body: { status: "COMPLETE", results, ...faults, startedAt: now, completedAt: now },
  };
}

/** What every error inside a batch carries beside its own words. */
export const standardError = { status: "error", errors: [], links: {} };

export const notFound = (singular: string, ids: readonly string[]) => ({
  ...standardError,
  category: "OBJECT_NOT_FOUND",
  message: `Could not get some ${singular} objects, they may be deleted or not exist. Check that ids are valid.`,
  context: { ids },
});
