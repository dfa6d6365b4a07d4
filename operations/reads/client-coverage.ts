import type { Kysely } from "kysely";
import type { CadenceTiming, ClientConfig, Monitor } from "../../config/config.ts";
import { sayMinutes } from "../../domain/duration.ts";
import type { Database } from "../../storage/database.ts";
import { watchesPortal } from "./watches-portal.ts";
import { sayTiming } from "../schedules/desired-schedules.ts";

/** A check that is switched on and of which we cannot say how things stand, or not fully. */
export interface CoverageGap {
  readonly checkId: string;
  readonly status: "not-assessed" | "partly-assessed";
  readonly reason: string;
  readonly remedy: string | null;
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
}

interface Standing {
  readonly client: Row | undefined;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly now: Date;
}
type Row = Awaited<ReturnType<typeof readClient>>;
type Outcome = Awaited<ReturnType<typeof readOutcomes>>[number];

/** The coverage of one client: what nobody looked at, and why. */
export async function readCoverage(db: Kysely<Database>, config: ClientConfig, now: Date): Promise<ClientCoverage> {
  const [client, outcomes] = await Promise.all([readClient(db, config.clientId), readOutcomes(db, config.clientId)]);
  const standing = { client, outcomes: new Map(outcomes.map((outcome) => [outcome.check_id, outcome])), now };
  const watching = config.monitors.filter(watchesPortal);
  const gaps = watching.map((monitor) => gapOf(config, monitor, standing)).filter((gap) => gap !== null);
  const enabled = watching.length;
  return {
    clientId: config.clientId,
    clientName: config.name,
    timeZone: config.timeZone,
    enabled,
    assessed: enabled - gaps.length,
    gaps,
  };
}

function gapOf(config: ClientConfig, { checkId, cadence }: Monitor, { client, outcomes, now }: Standing): CoverageGap | null {
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
    return { checkId, status: outcome.status, reason: outcome.reason ?? "No reason was given.", remedy: outcome.remedy };

  const ageMs = now.getTime() - outcome.as_of.getTime();
  if (ageMs <= staleAfterMs(config.cadences[cadence])) return null;
  return notAssessed(
    `It was last judged ${sayMinutes(ageMs / 60_000)} ago, and it is due ${sayCadence(config.cadences[cadence])}.`,
    "`revwatch doctor` says why its audits do not run.",
  );
}

const graceMs = 15 * 60_000;

/** Three missed runs and some grace: one late run is no reason to doubt. */
function staleAfterMs(timing: CadenceTiming): number {
  const everyMs = "everySeconds" in timing ? timing.everySeconds * 1_000 : 86_400_000;
  return "everySeconds" in timing ? 3 * everyMs + graceMs : 1.5 * everyMs;
}

function sayCadence(timing: CadenceTiming): string {
  return "everySeconds" in timing ? sayTiming(timing) : `daily at ${timing.dailyAt}`;
}

async function readClient(db: Kysely<Database>, clientId: string) {
  return db.selectFrom("client").select(["onboarded_at", "access"]).where("client_id", "=", clientId).executeTakeFirst();
}

async function readOutcomes(db: Kysely<Database>, clientId: string) {
  return db
    .selectFrom("latest_outcome")
    .select(["check_id", "status", "reason", "remedy", "as_of"])
    .where("client_id", "=", clientId)
    .execute();
}
