import { absencesOf } from "../../config/alerting-times.ts";
import type { ClientConfig } from "../../config/config.ts";
import { route } from "../../domain/alerting/route.ts";
import { withOwnerIds } from "../../domain/alerting/owner-matchers.ts";
import type { StoreReader } from "../../storage/database.ts";
import { newsOfCheck } from "../../storage/reads/news-of-checks.ts";
import { candidatesOf } from "../alerting/candidates-of.ts";
import { readPeople } from "../alerting/people.ts";
import type { ObservedCheck } from "./observed-checks.ts";

/** How often a receiver would have been written to about a check, had it not been observed only. */
export interface WouldHaveTold {
  readonly receiver: string;
  readonly name: string;
  /** News of one run come in one message. */
  readonly times: number;
}

/**
 * Of one observed check since its days count, whoever would have heard most often first. It goes by the routes of today
 * and leaves silences, windows and digests out, so it says how much there was to tell at most.
 */
export async function readWouldHaveTold(
  db: StoreReader,
  client: ClientConfig,
  checkId: string,
  since: Date,
): Promise<readonly WouldHaveTold[]> {
  const news = await newsOfCheck(db, client.clientId, checkId, since);
  if (news.length === 0) return [];
  const people = await readPeople(db, client);
  const facts = {
    rules: client.alerting.routeRules.map(({ when, notify }) => ({ when: withOwnerIds(when, people.owners), notify })),
    byTopic: client.routes,
    receiverOfOwner: people.receiverOfOwner,
    assigned: new Map<string, string>(),
    absences: absencesOf(client),
    nameOf: (receiver: string) => client.receivers.find(({ id }) => id === receiver)?.name ?? receiver,
  };
  const heard = new Map<string, Set<number>>();
  for (const { at, finding } of news)
    for (const { receiver } of route(candidatesOf([finding], people), facts, at).kept) {
      const instants = heard.get(receiver!) ?? new Set();
      heard.set(receiver!, instants.add(at.getTime()));
    }
  return [...heard]
    .map(([receiver, instants]) => ({ receiver, name: facts.nameOf(receiver), times: instants.size }))
    .toSorted((a, b) => b.times - a.times || a.name.localeCompare(b.name));
}

/** An observed check with whom it would have told. */
export interface ObservedWithTold extends ObservedCheck {
  readonly wouldHaveTold: readonly WouldHaveTold[];
}

export async function readObservedWithTold(
  db: StoreReader,
  client: ClientConfig,
  observed: readonly ObservedCheck[],
): Promise<readonly ObservedWithTold[]> {
  return Promise.all(
    observed.map(async (one) => ({
      ...one,
      wouldHaveTold: one.since === null ? [] : await readWouldHaveTold(db, client, one.checkId, new Date(one.since)),
    })),
  );
}
