import type { RunName, RunResult } from "../activities/shapes.ts";
import { nominalTime } from "./nominal-time.ts";
import { parkUntil } from "./park-until.ts";
import { performAudit } from "./perform-audit.ts";
import { refuseInput, requireClientId, requireInstant } from "./refuse-input.ts";
import { runIdOf } from "../domain/ids.ts";

export interface AuditClientInput {
  readonly clientId: string;
  /** "all" judges every check at once, as a person asks for. */
  readonly cadence: "fast" | "hourly" | "daily" | "all";
  /** ISO 8601. Set only to replay the past against a source that stands at that instant. */
  readonly asOf?: string;
  readonly acceptShrink?: boolean;
}

/** A run that a person has asked for ends at once; nobody waits for its slot. */
const isScheduled = ({ mode, cadence }: RunName) => mode !== "history" && cadence !== "all";

/** How long after its nominal time a run counts as late. */
const lateAfterMs = {
  fast: 5 * 60_000,
  hourly: 30 * 60_000,
  daily: 3 * 3_600_000,
  all: Number.POSITIVE_INFINITY,
} as const;

/** One audit of one portal, started by its schedule or by a person. */
export async function auditClient(input: AuditClientInput): Promise<RunResult> {
  requireAudit(input);
  const { clientId, cadence, asOf, acceptShrink } = input;
  const period = asOf === undefined ? nominalTime() : new Date(asOf);
  // One instant for the whole run. Temporal replays it unchanged, so a retry judges the same moment.
  const readAt = asOf === undefined ? new Date() : period;
  const isLate = readAt.getTime() - period.getTime() > lateAfterMs[cadence];
  const run: RunName = {
    clientId,
    runId: runIdOf(cadence, period.toISOString()),
    cadence,
    mode: asOf !== undefined ? "history" : isLate ? "late" : "live",
    period: period.toISOString(),
    asOf: readAt.toISOString(),
    ...(acceptShrink === undefined ? {} : { acceptShrink }),
  };
  const result = await performAudit(run);
  if (result.resumeAt !== undefined && isScheduled(run)) await parkUntil(result.resumeAt);
  return result;
}

/** Whoever starts it by hand, in Temporal's pages for one, hears at once what does not fit. */
function requireAudit({ clientId, cadence, asOf }: Partial<AuditClientInput> = {}): void {
  requireClientId(clientId);
  if (cadence === undefined || !Object.keys(lateAfterMs).includes(cadence))
    refuseInput(`\`cadence\` is "${cadence}". Use one of ${Object.keys(lateAfterMs).join(", ")}.`);
  requireInstant("asOf", asOf);
}
