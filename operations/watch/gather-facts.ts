import type { RevwatchConfig } from "../../config/config.ts";
import type { ReadingFact, ScheduleFact, WatchFacts } from "../../domain/watch/facts.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { barredChannels } from "../../storage/channel-states.ts";
import { blockedWork } from "../../storage/blocked-work.ts";
import { isDecision } from "../../domain/schedule-note.ts";
import { seenSchedules } from "../../storage/schedule-states.ts";
import { waitingMessages } from "../../storage/watch-outbox.ts";
import { watchedClients, type WatchedClient } from "../../storage/watch-onboarding.ts";
import { readSights } from "../../storage/watch-sights.ts";
import { readClientAges } from "../reads/client-ages.ts";
import { factsOfSights } from "./facts-of-sights.ts";

export interface GatherOptions {
  readonly db: StoreHandle;
  readonly config: RevwatchConfig;
  readonly now: Date;
  /** How often processes give a sign of life, ms. */
  readonly everyMs: number;
  /** By how much the database's clock is ahead; asked of it when left out. Tests that move the time say it. */
  readonly aheadMs?: (() => number) | undefined;
}

/** Everything that the watch judges, from the database alone. */
export async function gatherFacts({ db, config, now, everyMs, aheadMs }: GatherOptions): Promise<WatchFacts> {
  const askedAt = performance.now();
  const { sights, clock } = await readSights(db);
  // The database told its time somewhere between our question and its answer.
  const answeredAfterMs = (performance.now() - askedAt) / 2;
  const met = await watchedClients(db, now);
  const readings = await readingsOf(db, config, met, now);
  const outbox = await waitingMessages(db, now);
  const blocked = await blockedWork(db, now);
  return {
    database: { state: "there", aheadMs: aheadMs?.() ?? clock.getTime() - now.getTime() - answeredAfterMs },
    clients: config.clients.map(({ clientId, name }) => ({ clientId, name })),
    ...factsOfSights(sights, now, everyMs),
    ...(await schedulesOf(db, met)),
    blocked: blocked.map(({ client_id: clientId, workflow_id: workflowId, since, reason }) => ({
      clientId,
      workflowId,
      since,
      reason,
    })),
    readings,
    onboarding: met.flatMap((client) => onboardingOf(config, client)),
    outbox: outbox.filter(({ clientId }) => config.clients.some((client) => client.clientId === clientId)),
    channels: (await barredChannels(db)).filter(({ clientIds }) =>
      clientIds.some((id) => config.clients.some(({ clientId }) => clientId === id)),
    ),
    owner: null,
  };
}

/** A pause with a note is an operator's decision, and what `apply` was never asked for is nobody's loss. */
async function schedulesOf(
  db: StoreHandle,
  met: readonly WatchedClient[],
): Promise<Pick<WatchFacts, "schedules" | "schedulesSeenAt">> {
  const { seenAt, schedules } = await seenSchedules(db);
  const isWanted = (clientId: string | null) =>
    clientId === null ? met.length > 0 : met.some((client) => client.clientId === clientId && client.state === "live");
  const stopped = schedules.flatMap(({ clientId, scheduleId, state, note, since }): readonly ScheduleFact[] => {
    if (!isWanted(clientId) || state === "running") return [];
    // One look more has to see it: the last one may have been made in the middle of an `apply`.
    if (seenAt === null || seenAt <= since) return [];
    if (state === "paused" && isDecision(note)) return [];
    return [{ scheduleId, clientId, fault: state === "waiting" ? "paused" : state, since, note }];
  });
  return { schedules: stopped, schedulesSeenAt: seenAt };
}

async function readingsOf(
  db: StoreHandle,
  { clients }: RevwatchConfig,
  met: readonly WatchedClient[],
  now: Date,
): Promise<readonly ReadingFact[]> {
  const live = clients.filter(({ clientId }) =>
    met.some((client) => client.clientId === clientId && client.state === "live"),
  );
  const ages = await readClientAges(db, live, now);
  return live.flatMap((client) => {
    const { access, isBlindnessTold } = met.find(({ clientId }) => clientId === client.clientId)!;
    return [...ages.get(client.clientId)!.cadences].map(([cadence, age]): ReadingFact => {
      const timing = client.cadences[cadence];
      // Who has had the alert that the portal cannot be read knows why nothing is read.
      const isToldOf = access.state !== "granted" && isBlindnessTold;
      const isExcused = age.state === "paused" || age.state === "copying" || isToldOf;
      return {
        clientId: client.clientId,
        cadence,
        everySeconds: "everySeconds" in timing ? timing.everySeconds : 86_400,
        lastCompleteAt: age.completeAt,
        tellAt: isExcused ? null : age.isDueToTell && age.tellAt !== null && age.tellAt > now ? now : age.tellAt,
        reason: access.reason,
        remedy: access.remedy,
      };
    });
  });
}

function onboardingOf({ clients }: RevwatchConfig, { clientId, onboarding, access }: WatchedClient) {
  if (onboarding === null || !clients.some((client) => client.clientId === clientId)) return [];
  const { since, movedAt, failing } = onboarding;
  return [{ clientId, since, movedAt, reason: access.reason ?? failing, remedy: access.remedy }];
}
