import { HubSpotAdmin, SlackAdmin } from "../simulators/client.ts";
import { livePortal } from "../simulators/hubspot/scenario/live-portal.ts";
import { usualLimits } from "./pace.ts";
import { demoPortals, panelToken, slackSigningSecret, slackToken } from "./portals.ts";
import { daysOfLife } from "./replay-past.ts";
import type { RunningSimulators } from "./simulators.ts";
import type { Latecomer } from "./story.ts";
import { demoChannels } from "./write-config.ts";

export interface SeedOptions {
  readonly isHealthy: boolean;
  /** The end of the life that is lived in advance; from then on only what people do happens. */
  readonly until: Date;
}

const minuteMs = 60_000;
/** As the check has it where nobody sets it. */
const promiseMs = 60 * minuteMs;
/** After the end of the seeded life, so that a newcomer watches their promise break. */
const plantedBreaksMs = [45_000, 60_000];
/** Late enough for the whole ladder to be climbed before, and acknowledged at its end. */
const answeredAfterMs = 130_000;

/**
 * Gives the three portals their four weeks of life and their tokens, and Slack its channels. Answers with the leads
 * that are going to be called too late.
 */
export async function seedPortals(
  { hubspot, slack }: RunningSimulators,
  { isHealthy, until }: SeedOptions,
): Promise<readonly Latecomer[]> {
  const admin = new HubSpotAdmin(hubspot);
  const latecomers: Latecomer[] = [];
  for (const { portalId, profile, seed, token, clientId } of demoPortals) {
    const scenario = { seed, portalId, profile, until, days: daysOfLife, healthy: isHealthy };
    const quiet = livePortal(scenario);
    const plantedLeads = plantedBreaksMs.map((breaksMs) => ({
      submittedAt: new Date(until.getTime() + breaksMs - promiseMs),
      ownerId: quiet.owners[0]!.id,
    }));
    const life = isHealthy || clientId !== "nightowl" ? quiet : livePortal({ ...scenario, plantedLeads });
    const limits = usualLimits;
    const portal = await admin.openPortal({ ...(life.portal as Parameters<HubSpotAdmin["openPortal"]>[0]), limits });
    await portal.grantToken({ token });
    await portal.grantToken({ token: panelToken(portalId), name: "panel" });
    await portal.liveThrough(life.writes);
    const answerAt = new Date(until.getTime() + answeredAfterMs).toISOString();
    for (const { checkId, subjectId, from } of life.labels)
      if (checkId === "lead-unanswered" && Date.parse(from) > until.getTime() - minuteMs)
        latecomers.push({ clientId, contactId: subjectId, answerAt });
  }
  const workspace = new SlackAdmin(slack);
  for (const name of demoChannels()) await workspace.addChannel({ name });
  return latecomers;
}

/** Tells the simulated Slack whom to trust and where the buttons lead; the address is new at each start. */
export async function connectSlack({ slack }: RunningSimulators, dashboardAddress: string): Promise<void> {
  await new SlackAdmin(slack).setUp({
    tokens: [slackToken],
    signingSecret: slackSigningSecret,
    interactivityUrl: new URL("/slack/actions", dashboardAddress).href,
  });
}
