import { activityInfo, ApplicationFailure } from "@temporalio/activity";
import { CancelledFailure, TemporalFailure } from "@temporalio/common";
import type { ActivityInboundCallsInterceptor } from "@temporalio/worker";
import { sayTemporalError } from "../connectors/temporal/error-class.ts";
import { HubSpotError } from "../connectors/hubspot/errors.ts";
import type { ErrorClass } from "../domain/error-class.ts";
import { waitAfter } from "../domain/wait-after.ts";
import { classOfDatabaseError, sayDatabaseError, sqlStateOf } from "../storage/error-class.ts";
import { classifyError } from "./classify-error.ts";
import { noteFullStore } from "./full-store.ts";
import { readAttempts } from "./last-attempt.ts";
import type { BlockedNotes } from "./tell/note-blocked.ts";
import { UnknownClient } from "./world.ts";

/**
 * Tells Temporal what a retry can and cannot change. It wraps every activity, so that none needs a try of its own. The
 * failure's type is the error's class, and the retry policies of workflows/activity-groups.ts decide by it.
 */
export function translateErrors(notes?: BlockedNotes): ActivityInboundCallsInterceptor {
  return {
    async execute(input, next) {
      try {
        const result: unknown = await next(input);
        await notes?.passed(input.args);
        return result;
      } catch (error) {
        noteFullStore(error);
        const failure = asTemporalFailure(error, activityInfo().attempt);
        await notes?.failed(input.args, failure);
        throw failure;
      }
    },
  };
}

/** An error that nobody knows gets so many attempts; then it counts as a fault of ours. */
export const attemptsOfUnknown = 5;

/** Where a fault of ours is tried again at all, it is by a workflow that has to stay: not each second. */
const patientRetryMs = 5 * 60_000;

/**
 * Work goes on within seconds of the database's return, however long it was away: it is near, and a question costs it
 * little. Spread by a quarter to either side, so that not everybody comes at once.
 */
const storeRetry = { firstMs: 1_000, longestMs: 5_000 };

function storeRetryMs(attempt: number, random: () => number): number {
  const { firstMs, longestMs } = storeRetry;
  return Math.ceil(Math.min(firstMs * 2 ** Math.min(attempt - 1, 10), longestMs) * (0.75 + random() * 0.5));
}

/**
 * @param attempt - Of the activity, from 1.
 * @returns An ApplicationFailure whose type is the class, "unknown", or "UnknownClient", which ends every workflow;
 *   Temporal's own failures as they are.
 */
export function asTemporalFailure(error: unknown, attempt = 1, random: () => number = Math.random): unknown {
  if (error instanceof TemporalFailure || error instanceof CancelledFailure || isAborted(error)) return error;
  if (error instanceof UnknownClient)
    return ApplicationFailure.create({ message: error.message, type: error.name, nonRetryable: true });
  const fault = classifyError(error);
  if (error instanceof HubSpotError && attempt >= readAttempts)
    return ApplicationFailure.create({ message: error.message, type: fault?.class ?? error.name, nonRetryable: true });
  if (fault === null && attempt < attemptsOfUnknown) return failureOf("unknown", error, {});
  const errorClass = fault?.class ?? "programming";
  if (errorClass === "throttled") {
    // Expected, so it stays out of error logs.
    const retryAfterMs = fault?.retryAfterMs ?? 1_000;
    return failureOf(errorClass, error, {
      nextRetryDelay: waitAfter({ retryAfterMs, isTold: true }, 0, random),
      category: "BENIGN",
    });
  }
  if (classOfDatabaseError(error) === "outage")
    return failureOf(errorClass, error, { nextRetryDelay: storeRetryMs(attempt, random) });
  if (errorClass === "outage" || errorClass === "uncertain") return failureOf(errorClass, error, {});
  return failureOf(errorClass, error, { nextRetryDelay: patientRetryMs });
}

type FailureOptions = Pick<Parameters<typeof ApplicationFailure.create>[0], "nextRetryDelay" | "category">;

/** The frames say where it broke; the raw error does not cross, because its text may quote a client's data. */
function failureOf(type: ErrorClass | "unknown", error: unknown, options: FailureOptions): ApplicationFailure {
  const failure = ApplicationFailure.create({ message: messageOf(error), type, ...options });
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  failure.stack = [`${type}: ${failure.message}`, ...frames].join("\n");
  return failure;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return `something was thrown that is no error (${typeof error})`;
  if (sqlStateOf(error) !== null) return sayDatabaseError(error);
  // JSON.parse quotes the text that it could not read.
  if (error instanceof SyntaxError) return "SyntaxError: a text could not be read";
  if (error.constructor === TypeError || error instanceof ReferenceError) return `${error.name}: ${error.message}`;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return sayTemporalError(error) ?? (error.message || (first instanceof Error ? first.message : error.name));
}

function isAborted(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
