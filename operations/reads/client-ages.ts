import type { Cadence } from "../../checks/define-check.ts";
import { cadencesInUse } from "../../config/cadences-in-use.ts";
import type { CadenceTiming, ClientConfig } from "../../config/config.ts";
import { dailyPeriod } from "../../domain/time/daily-period.ts";
import {
  ageOf,
  clientAge,
  intervalPeriod,
  type ClientAge,
  type Period,
  type ReadingFacts,
} from "../../domain/watch/age.ts";
import { readingsBefore, readReadings } from "../../storage/readings.ts";

export type AuditAge = ClientAge<Cadence>;

type Reader = Parameters<typeof readReadings>[0];

const neverMet: ReadingFacts = { completeAt: null, dueSince: null, pause: null, copy: null };

/**
 * How old every client's last complete readings are, by the one rule of age: one query, however many clients.
 *
 * @returns By client id; every client that was asked for is in it.
 */
export async function readClientAges(
  db: Reader,
  clients: readonly ClientConfig[],
  now: Date,
): Promise<ReadonlyMap<string, AuditAge>> {
  const rows = await readReadings(
    db,
    clients.map(({ clientId }) => clientId),
    now,
  );
  const factsOf = new Map(rows.map((row) => [`${row.clientId}/${row.cadence}`, row]));
  return new Map(
    clients.map((client) => {
      const ages = cadencesInUse(client).map((cadence) => {
        const facts = factsOf.get(`${client.clientId}/${cadence}`) ?? neverMet;
        return [cadence, ageOf(facts, periodOf(client.cadences[cadence], client.timeZone), now)] as const;
      });
      return [client.clientId, clientAge(new Map(ages))];
    }),
  );
}

/** The same for one client. */
export async function readClientAge(db: Reader, client: ClientConfig, now: Date): Promise<AuditAge> {
  return (await readClientAges(db, [client], now)).get(client.clientId)!;
}

/** How old a client's readings were at an instant of the past. Pauses and copies of then are not known any more. */
export async function readPastAge(db: Reader, client: ClientConfig, at: Date): Promise<AuditAge> {
  const readings = await readingsBefore(db, client.clientId, at);
  const ages = cadencesInUse(client).map((cadence) => {
    const [own, all] = [readings.get(cadence) ?? null, readings.get("all") ?? null];
    const completeAt = own === null || (all !== null && all > own) ? all : own;
    return [
      cadence,
      ageOf({ ...neverMet, completeAt }, periodOf(client.cadences[cadence], client.timeZone), at),
    ] as const;
  });
  return clientAge(new Map(ages));
}

/** The distance between two runs of a cadence. */
export function periodOf(timing: CadenceTiming, timeZone: string): Period {
  return "everySeconds" in timing ? intervalPeriod(timing.everySeconds * 1_000) : dailyPeriod(timeZone);
}
