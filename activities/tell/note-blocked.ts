import { activityInfo, type Info } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import type { ErrorClass } from "../../domain/error-class.ts";
import { clearBlocked, noteBlocked, type BlockedStep } from "../../storage/blocked-work.ts";
import type { StoreHandle } from "../../storage/database.ts";

/** Keeps in the database which steps are blocked, so that the watch can tell of them without asking Temporal. */
export interface BlockedNotes {
  failed(args: readonly unknown[], failure: unknown): Promise<void>;
  passed(args: readonly unknown[]): Promise<void>;
}

const lasting: ReadonlySet<string> = new Set<ErrorClass>(["input", "programming", "refused"]);

export function makeBlockedNotes(db: StoreHandle, now: () => Date): BlockedNotes {
  return {
    async failed(args, failure) {
      const info = activityInfo();
      if (!(failure instanceof ApplicationFailure) || failure.nonRetryable || !staysAlive(info)) return;
      if (!lasting.has(failure.type ?? "")) return;
      const fault = { class: failure.type as ErrorClass, reason: failure.message };
      // The database may be what is broken; then the watch has that to tell.
      await noteBlocked(db, stepOf(info, args), fault, now()).catch(() => undefined);
    },
    async passed(args) {
      const info = activityInfo();
      // The step has passed, and must not be done again for the sake of a note; one that stays goes by its age.
      if (info.attempt > 1 && staysAlive(info)) await clearBlocked(db, stepOf(info, args)).catch(() => undefined);
    },
  };
}

/** True for a step of a workflow that has to stay: its retries end for no class of error. */
function staysAlive({ retryPolicy }: Info): boolean {
  return !(retryPolicy?.nonRetryableErrorTypes ?? []).includes("programming");
}

function stepOf({ workflowExecution, activityType }: Info, [input]: readonly unknown[]): BlockedStep {
  const { clientId } = (input ?? {}) as { readonly clientId?: unknown };
  return {
    client_id: typeof clientId === "string" ? clientId : "",
    workflow_id: workflowExecution?.workflowId ?? "",
    activity: activityType,
  };
}
