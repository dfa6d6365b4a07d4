import { sql } from "kysely";
import type { Measurement } from "../domain/measures/measurement.ts";
import type { StoreHandle } from "./database.ts";

/** What one check has measured in one run. */
export interface Measured {
  readonly measure: string;
  /** Of the client's calendar. */
  readonly day: string;
  readonly asOf: Date;
  readonly figures: readonly { readonly cohort: string; readonly n: number; readonly value: number | null }[];
}

/**
 * Keeps the figures of a day in the place of those that an earlier run of that day has kept. A cohort that is not named
 * any more has none on that day; equal figures write nothing, and an older run changes nothing.
 */
export async function saveMeasured(transaction: StoreHandle, clientId: string, measured: readonly Measured[]) {
  for (const { measure, day, asOf, figures } of measured) {
    const ofDay = sql`client_id = ${clientId} and measure = ${measure} and day = ${day}::date`;
    const { rows } = await sql<{ later: boolean | null }>`
      select max(as_of) > ${asOf} as later from measurement where ${ofDay}
    `.execute(transaction);
    if (rows[0]?.later === true) continue;
    await sql`
      delete from measurement where ${ofDay} and not (cohort = any(${figures.map(({ cohort }) => cohort)}))
    `.execute(transaction);
    if (figures.length === 0) continue;
    await sql`
      insert into measurement as m (client_id, measure, cohort, day, as_of, n, value)
      select ${clientId}, ${measure}, r.cohort, ${day}::date, ${asOf}, r.n, r.value
      from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb) as r (cohort text, n integer, value double precision)
      on conflict (client_id, measure, cohort, day) do update set
        as_of = excluded.as_of, n = excluded.n, value = excluded.value
        where (m.n, m.value) is distinct from (excluded.n, excluded.value)
    `.execute(transaction);
  }
}

/** Cohort → what was measured of it from one day to another, both included, oldest first. */
export async function measuredBetween(
  db: StoreHandle,
  clientId: string,
  { measure, from, to }: { readonly measure: string; readonly from: string; readonly to: string },
): Promise<ReadonlyMap<string, readonly Measurement[]>> {
  const { rows } = await sql<Measurement & { readonly cohort: string }>`
    select cohort, to_char(day, 'YYYY-MM-DD') as day, n, value from measurement
    where client_id = ${clientId} and measure = ${measure} and day between ${from}::date and ${to}::date
    order by day
  `.execute(db);
  const past = new Map<string, Measurement[]>();
  for (const { cohort, ...one } of rows) past.set(cohort, [...(past.get(cohort) ?? []), one]);
  return past;
}
