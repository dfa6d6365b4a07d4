import { HubSpotAdmin, SlackAdmin } from "../simulators/client.ts";
import { livePortal } from "../simulators/hubspot/scenario/live-portal.ts";
import { demoPortals, panelToken, slackSigningSecret, slackToken } from "./portals.ts";
import { daysOfLife } from "./replay-past.ts";
import type { RunningSimulators } from "./simulators.ts";
import { demoChannels } from "./write-config.ts";

export interface SeedOptions {
  readonly isHealthy: boolean;
  /** The end of the life that is lived in advance; from then on only what people do happens. */
  readonly until: Date;
}

const minuteMs = 60_000;
const promiseMs = 60 * minuteMs;
/** After the end of the seeded life, so that their promise runs out while a newcomer watches. */
const plantedDeadlinesMs = [75_000, 110_000];

/** Gives the three portals their four weeks of life and their tokens, and Slack its channels. */
export async function seedPortals({ hubspot, slack }: RunningSimulators, { isHealthy, until }: SeedOptions): Promise<void> {
  const admin = new HubSpotAdmin(hubspot);
  for (const { portalId, profile, seed, token, clientId } of demoPortals) {
    const plantedLeads =
      isHealthy || clientId !== "nightowl"
        ? []
        : plantedDeadlinesMs.map((deadlineMs) => ({ submittedAt: new Date(until.getTime() + deadlineMs - promiseMs) }));
    const life = livePortal({ seed, portalId, profile, until, days: daysOfLife, healthy: isHealthy, plantedLeads });
    const portal = await admin.openPortal(life.portal as Parameters<HubSpotAdmin["openPortal"]>[0]);
    await portal.grantToken({ token });
    await portal.grantToken({ token: panelToken(portalId), name: "panel" });
    await portal.liveThrough(life.writes);
  }
  const workspace = new SlackAdmin(slack);
  for (const name of demoChannels()) await workspace.addChannel({ name });
}

/** Whether an earlier start has given the portals their life. */
export async function isSeeded({ hubspot }: RunningSimulators): Promise<boolean> {
  return (await new HubSpotAdmin(hubspot).portals()).length === demoPortals.length;
}

/** Tells the simulated Slack whom to trust and where the buttons lead; the address is new at each start. */
export async function connectSlack({ slack }: RunningSimulators, dashboardAddress: string): Promise<void> {
  await new SlackAdmin(slack).setUp({
    tokens: [slackToken],
    signingSecret: slackSigningSecret,
    interactivityUrl: new URL("/slack/actions", dashboardAddress).href,
  });
}
