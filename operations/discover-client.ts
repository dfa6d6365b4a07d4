import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import type { Monitor } from "../config/config.ts";
import { cut } from "../config/cut.ts";
import type { HubSpotPortal } from "../connectors/hubspot/portal.ts";
import { neededReads } from "./doctor/examine-portal.ts";
import { proposeChecks } from "./discover/propose-checks.ts";
import { proposeHands } from "./discover/propose-hands.ts";
import { proposeLeadStages, proposeLeadStatuses } from "./discover/propose-lead-words.ts";
import { describePipelines } from "./discover/propose-pipelines.ts";
import { proposeReceivers } from "./discover/propose-receivers.ts";
import { proposeSuperAdmins } from "./discover/propose-super-admins.ts";
import { proposeTeamHours } from "./discover/propose-team-hours.ts";
import { readPortal } from "./discover/read-portal.ts";
import { renderProposal } from "./discover/render-proposal.ts";
import { Refused } from "./operation.ts";

export interface DiscoverInput {
  readonly directory: string;
  readonly clientId: string;
  /** Relative to the directory; `proposals/<client>.yaml` when left out. */
  readonly out: string | undefined;
}

/** The client's file as it is, with what opens its portal. */
export interface PresentClient {
  readonly text: string;
  readonly monitors: readonly Monitor[];
  /** Null where nobody has filled it in. */
  readonly portalId: string | null;
  readonly timeZone: string | null;
  readonly portal: HubSpotPortal;
  readonly now: Date;
}

export interface Discovery {
  readonly schemaVersion: 1;
  readonly clientId: string;
  /** Relative to the directory. */
  readonly written: string;
  /** What only people can decide. */
  readonly questions: readonly string[];
}

/**
 * Reads how a portal is set up, and writes beside the client's file what that could say. It overwrites nothing, and
 * writes nothing into the portal.
 *
 * @throws {Refused} When the token opens another portal, or there is a proposal already.
 * @throws {HubSpotError} When HubSpot is away or refuses the token.
 */
export async function discoverClient(
  { directory, clientId, out = `proposals/${clientId}.yaml` }: DiscoverInput,
  { text, monitors, portalId, timeZone, portal, now }: PresentClient,
): Promise<Discovery> {
  const facts = await readPortal(portal, neededReads({ monitors }));
  if (portalId !== null && portalId !== facts.portalId)
    throw new Refused(
      `The token opens portal ${facts.portalId}, and clients/${clientId}.yaml names ${cut(portalId)}. Correct one of the two.`,
    );
  const sections = [
    proposeHands(facts),
    proposeLeadStages(facts),
    proposeLeadStatuses(facts),
    proposeReceivers(facts),
    proposeTeamHours(facts),
    proposeSuperAdmins(facts),
    proposeChecks(facts, monitors),
  ];
  const questions = [
    ...(timeZone === null || timeZone === facts.timeZone
      ? []
      : [`Does the client's team work in ${timeZone}? Its portal is set to ${facts.timeZone}. (timeZone)`]),
    "When does the client's team work, and which country's holidays does it have? HubSpot does not tell. (businessHours, holidays)",
    ...describePipelines(facts).questions,
    "Which fields does a deal need in which stage? HubSpot does not tell which ones it requires. (requiredFields)",
    ...sections.flatMap((section) => section.questions),
  ];
  const day = now.toISOString().slice(0, 10);
  const path = resolve(directory, out);
  await writeNew(path, renderProposal({ clientId, present: text, facts, sections, questions, day }));
  return { schemaVersion: 1, clientId, written: relative(directory, path), questions };
}

async function writeNew(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Refused(`${cut(path)} is there already, and nothing is overwritten. Remove it, or name another: --out`);
  }
}
