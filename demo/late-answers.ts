import { HubSpotAdmin, HubSpotApi } from "../simulators/client.ts";
import { demoPortals, panelToken } from "./portals.ts";
import type { RunningSimulators } from "./simulators.ts";
import type { Latecomer } from "./story.ts";

/** Long enough to be found, told and escalated once. */
const leastWatchedMs = 40_000;

/**
 * The same leads, called no sooner than a newcomer could watch them wait: on a slow machine the start takes longer than
 * their promise.
 *
 * @param liveAt - Epoch milliseconds: when the demo went live.
 */
export function watchedLongEnough(latecomers: readonly Latecomer[], liveAt: number): readonly Latecomer[] {
  return latecomers.map((latecomer) => {
    const answerAt = Math.max(Date.parse(latecomer.answerAt), liveAt + leastWatchedMs);
    return { ...latecomer, answerAt: new Date(answerAt).toISOString() };
  });
}

/**
 * The team calls the leads that were planted to wait too long, some time after their promise has run out: a newcomer
 * sees the whole course once without a press, and what the panel breaks later recovers on its own.
 *
 * @returns What ends the waiting, for a stop before it is over.
 */
export function answerLate({ hubspot }: RunningSimulators, latecomers: readonly Latecomer[]): () => void {
  const timers = latecomers.map((latecomer) =>
    setTimeout(
      // The simulator may have been stopped, or the lead deleted in the panel.
      () => void answer(hubspot, latecomer).catch(() => undefined),
      Math.max(0, Date.parse(latecomer.answerAt) - Date.now()),
    ),
  );
  return () => timers.forEach(clearTimeout);
}

async function answer(hubspot: string, { clientId, contactId }: Latecomer): Promise<void> {
  const { portalId } = demoPortals.find((portal) => portal.clientId === clientId)!;
  const portal = new HubSpotAdmin(hubspot).portal(portalId);
  const api = new HubSpotApi(hubspot, panelToken(portalId));
  const { properties } = await api.read("contacts", contactId, ["hubspot_owner_id", "notes_last_contacted"]);
  if (properties["notes_last_contacted"]) return; // before the last stop already
  await portal.logEngagement({ type: "calls", contactIds: [contactId], ownerId: properties["hubspot_owner_id"]! });
}
