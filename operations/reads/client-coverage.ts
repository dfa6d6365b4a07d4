import { checkById } from "../../checks/index.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import type { ClientConfig, Monitor } from "../../config/config.ts";
import { withoutChecks } from "../../config/without-checks.ts";
import { mutedChecks } from "../../storage/muted-checks.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { ageOf } from "../../domain/watch/age.ts";
import { firstAuditRunning, sayAge } from "../../domain/watch/say-age.ts";
import { unjudgedOf, type UnjudgedShare } from "../../domain/reporting/unjudged.ts";
import type { StoreReader } from "../../storage/database.ts";
import { readHandState } from "../../storage/hands/hand-knowledge.ts";
import { searchLagsOf } from "../../storage/reads/search-lags.ts";
import { readClient, type ClientRow } from "../../storage/reads/client.ts";
import { latestOutcomes, type LatestOutcome } from "../../storage/check-outcomes.ts";
import { periodOf, readClientAge, readClientAges, type AuditAge } from "./client-ages.ts";
import { readObservedChecks, type ObservedCheck } from "./observed-checks.ts";
import { watchesPortal } from "./watches-portal.ts";

/** A check that is switched on and of which we cannot say how things stand, or not fully. */
export interface CoverageGap {
  readonly checkId: string;
  readonly status: "not-assessed" | "partly-assessed";
  readonly reason: string;
  readonly remedy: string | null;
}

/** For how long HubSpot's search was seen to hide changes of one record type. */
export interface SearchLagView {
  readonly recordType: string;
  /** At least. */
  readonly minutes: number;
  /** ISO 8601: when that was last seen. */
  readonly at: string;
}

/** How much of what is switched on for a client was really looked at. */
export interface ClientCoverage {
  readonly clientId: string;
  readonly clientName: string;
  /** In which people read the client's instants. */
  readonly timeZone: string;
  readonly enabled: number;
  /** Fully assessed, lately. */
  readonly assessed: number;
  readonly gaps: readonly CoverageGap[];
  /** Also of checks that count as assessed: a few unknown subjects do not make a gap, and are still said. */
  readonly unjudged: readonly UnjudgedShare[];
  /** Of the last day; empty while the search keeps up. */
  readonly searchLag: readonly SearchLagView[];
  /** Why requests to be contacted are not held against the forms' own submissions; null where they are, or none asks. */
  readonly unproven: string | null;
  readonly checked: CheckedView;
  /** Checks that are looked at and not told of: they count neither as enabled nor as assessed. */
  readonly observed: readonly ObservedCheck[];
}

/** How old the last complete readings are, by the one rule of age. */
export interface CheckedView {
  /** False: nothing may be called healthy, whatever else is said. */
  readonly isChecked: boolean;
  readonly state: AuditAge["state"];
  /** ISO 8601; null before the first complete reading. */
  readonly lastChecked: string | null;
  /** Why it is not fresh, and the way out; null when it is. */
  readonly reason: string | null;
  readonly remedy: string | null;
}

interface Standing {
  readonly client: ClientRow | undefined;
  readonly outcomes: ReadonlyMap<string, LatestOutcome>;
  readonly now: Date;
}

/** The coverage of one client: what nobody looked at, and why. */
export async function readCoverage(db: StoreReader, config: ClientConfig, now: Date): Promise<ClientCoverage> {
  return coverageOf(db, config, await readClientAge(db, config, now), now);
}

/** The same of many: their ages are asked for at once. */
export async function readCoverages(
  db: StoreReader,
  clients: readonly ClientConfig[],
  now: Date,
): Promise<readonly ClientCoverage[]> {
  const ages = await readClientAges(db, clients, now);
  return Promise.all(clients.map((client) => coverageOf(db, client, ages.get(client.clientId)!, now)));
}

/** The same of one whose age is known already. */
export async function coverageOf(
  db: StoreReader,
  config: ClientConfig,
  age: AuditAge,
  now: Date,
): Promise<ClientCoverage> {
  const { clientId } = config;
  const [client, outcomes, lags, hands, muted, observed] = await Promise.all([
    readClient(db, clientId),
    latestOutcomes(db, clientId),
    searchLagsOf(db, clientId),
    readHandState(db, clientId),
    mutedChecks(db),
    readObservedChecks(db, config),
  ]);
  const standing = { client, outcomes: new Map(outcomes.map((outcome) => [outcome.checkId, outcome])), now };
  const watching = withoutChecks(
    withoutChecks(config, muted),
    new Set(observed.map(({ checkId }) => checkId)),
  ).monitors.filter(watchesPortal);
  const gaps = watching.map((monitor) => gapOf(config, monitor, standing)).filter((gap) => gap !== null);
  const enabled = watching.length;
  return {
    clientId: config.clientId,
    clientName: config.name,
    timeZone: config.timeZone,
    enabled,
    assessed: enabled - gaps.length,
    gaps,
    unjudged: watching.flatMap(({ checkId }) => shareOf(checkId, standing.outcomes.get(checkId))),
    searchLag: lags.map(({ recordType, ms, at }) => ({ recordType, minutes: Math.floor(ms / 60_000), at })),
    unproven: hands?.unproven ?? null,
    observed: observed.filter(({ checkId }) => !muted.has(checkId)),
    checked: checkedView(age, config.timeZone, now, client !== undefined && client.onboarded_at === null),
  };
}

function shareOf(checkId: string, outcome: LatestOutcome | undefined): readonly UnjudgedShare[] {
  const check = checkById(checkId);
  const share = check === undefined ? null : unjudgedOf(checkId, kindOf(check).subjectsStandAlone, outcome);
  return share === null ? [] : [share];
}

function checkedView(age: AuditAge, timeZone: string, now: Date, isOnboarding: boolean): CheckedView {
  const words = isOnboarding && age.state === "waiting" ? firstAuditRunning : sayAge(age, timeZone, now);
  return {
    isChecked: age.isChecked,
    state: age.state,
    lastChecked: age.completeAt?.toISOString() ?? null,
    reason: words?.what ?? null,
    remedy: words?.wayOut ?? null,
  };
}

function gapOf(
  config: ClientConfig,
  { checkId, cadence }: Monitor,
  { client, outcomes, now }: Standing,
): CoverageGap | null {
  const notAssessed = (reason: string, remedy: string | null): CoverageGap => ({
    checkId,
    status: "not-assessed",
    reason,
    remedy,
  });
  const outcome = outcomes.get(checkId);
  const isBlind = client !== undefined && client.access.state !== "granted";
  // The check that watches our access is the one that still sees when access is gone.
  if (isBlind && outcome?.status !== "assessed")
    return notAssessed(client.access.reason ?? "HubSpot refuses our access.", client.access.remedy);
  if (outcome === undefined) {
    if (client === undefined || client.onboarded_at === null)
      return notAssessed(
        "The client's first audit is still to come.",
        "`revwatch apply` starts it; `revwatch up` carries it out.",
      );
    return notAssessed(
      "It has not run yet.",
      `Its next ${cadence} audit judges it; \`revwatch audit --client ${config.clientId}\` does so now.`,
    );
  }
  if (outcome.status !== "assessed")
    return {
      checkId,
      status: outcome.status,
      reason: outcome.reason ?? "No reason was given.",
      remedy: outcome.remedy,
    };

  const judged = { completeAt: outcome.asOf, dueSince: null, pause: null, copy: null };
  if (ageOf(judged, periodOf(config.cadences[cadence], config.timeZone), now).isChecked) return null;
  return notAssessed(
    `It was last judged ${sayInstant(outcome.asOf, config.timeZone)}, too long ago for a ${cadence} check.`,
    "`revwatch doctor` says why its audits do not run.",
  );
}
