import { waitingForBaseline } from "../domain/schedule-note.ts";
import type { RunningRevwatch } from "../workers/composition-root.ts";
import { auditNow } from "../operations/audit-now.ts";
import { onboardClient } from "../operations/onboard-client.ts";
import { readLastReplayed } from "../storage/reads/last-run.ts";
import type { PortalAdmin } from "../simulators/client.ts";
import type { DemoPortal } from "./portals.ts";
import { scheduleIdsOf } from "../domain/ids.ts";

const dayMs = 86_400_000;
export const daysOfLife = 28;

/**
 * Lets one client's past be audited day by day, against a portal that stands at each of those instants: the baseline
 * four weeks ago, then one audit a day up to `until`. What was done before a stop is not done again.
 */
export async function replayPast(
  revwatch: RunningRevwatch,
  portal: PortalAdmin,
  { clientId }: DemoPortal,
  until: Date,
  tell: (day: number) => void,
): Promise<void> {
  const instants = Array.from(
    { length: daysOfLife + 1 },
    (_, index) => new Date(until.getTime() - (daysOfLife - index) * dayMs),
  );
  const last = await readLastReplayed(revwatch.db, clientId);
  for (const [day, at] of instants.entries()) {
    if (last !== null && at <= last) continue;
    await portal.freezeAt(at);
    const asOf = at.toISOString();
    if (day === 0) {
      const { workflowId } = await onboardClient.run(revwatch.world, { clientId, asOf });
      await revwatch.temporal.workflow.getHandle(workflowId).result();
    } else {
      await auditNow.run(revwatch.world, { clientId, cadence: "all", acceptShrink: true, asOf });
    }
    tell(day);
  }
  await portal.goLive();
}

export const replayingNote = "demo: the past is being replayed";

/** Holds the schedules while the past is replayed, as an operator would: with a pause and a note of one's own. */
export async function holdSchedules(revwatch: RunningRevwatch): Promise<void> {
  await forEachSchedule(revwatch, async (handle, { paused, note }) => {
    if (!paused || note === waitingForBaseline) await handle.pause(replayingNote);
  });
}

export async function releaseSchedules(revwatch: RunningRevwatch): Promise<void> {
  await forEachSchedule(revwatch, async (handle, { paused, note }) => {
    if (paused && (note === replayingNote || note === waitingForBaseline))
      await handle.unpause("demo: the present has begun");
  });
}

type ScheduleHandle = ReturnType<RunningRevwatch["temporal"]["schedule"]["getHandle"]>;

async function forEachSchedule(
  revwatch: RunningRevwatch,
  act: (handle: ScheduleHandle, state: { paused: boolean; note: string | undefined }) => Promise<void>,
): Promise<void> {
  const { clients } = revwatch.world.config();
  const ids = clients.flatMap(({ clientId }) => scheduleIdsOf(clientId, ["fast"]));
  for (const id of ids) {
    const handle = revwatch.temporal.schedule.getHandle(id);
    const { state } = await handle.describe();
    await act(handle, { paused: state.paused, note: state.note });
  }
}
