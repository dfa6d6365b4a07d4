import { reportNow } from "../operations/report-now.ts";
import { HubSpotAdmin } from "../simulators/client.ts";
import { readReports } from "../storage/reads/reports.ts";
import type { RunningRevwatch } from "../workers/composition-root.ts";
import type { StartSteps } from "../workers/steps.ts";
import type { Pace } from "./pace.ts";
import { demoPortals } from "./portals.ts";
import { daysOfLife, holdSchedules, releaseSchedules, replayPast } from "./replay-past.ts";
import type { RunningSimulators } from "./simulators.ts";

/** Audits the past of all clients side by side, lets the present begin, and builds last week's reports. */
export async function replayAll(
  revwatch: RunningRevwatch,
  steps: StartSteps,
  { hubspot, pace }: Pick<RunningSimulators, "hubspot"> & { readonly pace: Pace },
  until: Date,
): Promise<void> {
  const admin = new HubSpotAdmin(hubspot);
  await steps.run("past", async (tell) => {
    await holdSchedules(revwatch);
    let audits = 0;
    const all = demoPortals.length * (daysOfLife + 1);
    const count = () => tell(`${(audits += 1)} of ${all}`);
    await Promise.all(
      demoPortals.map((portal) => {
        const hosted = admin.portal(portal.portalId);
        return pace.ofThePast(portal.clientId, hosted, () => replayPast(revwatch, hosted, portal, until, count));
      }),
    );
    await releaseSchedules(revwatch);
    tell(audits === 0 ? "known from the last start" : `${audits} audits, day by day`);
  });
  await steps.run("reports", async (tell) => {
    const sent = await Promise.all(demoPortals.map((portal) => reportOnce(revwatch, portal.clientId)));
    tell(sent.some(Boolean) ? "sent to the founders" : "sent before");
  });
}

/** Last week's report goes out once, however often the demo is started. */
async function reportOnce(revwatch: RunningRevwatch, clientId: string): Promise<boolean> {
  if ((await readReports(revwatch.db, clientId, 1)).length > 0) return false;
  await reportNow.run(revwatch.world, { clientId, send: true });
  return true;
}
