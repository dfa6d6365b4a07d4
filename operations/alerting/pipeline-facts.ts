import { absencesOf, openWindowsOf } from "../../config/alerting-times.ts";
import { acceptedBy, hidings } from "../../config/check-relations.ts";
import { businessTimeOf } from "../../config/calendar.ts";
import type { ClientConfig } from "../../config/config.ts";
import { sayCause } from "../../config/say-cause.ts";
import type { Notice } from "../../domain/alerting/notice.ts";
import { withOwnerIds } from "../../domain/alerting/owner-matchers.ts";
import type { PipelineFacts } from "../../domain/alerting/run-pipeline.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { acceptancesOf } from "../../storage/acceptances.ts";
import { assignmentsOf } from "../../storage/assignments.ts";
import { observedChecks } from "../../storage/check-tellings.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { beginningsSince } from "../../storage/reads/beginnings.ts";
import { silencesOf } from "../../storage/silences.ts";
import { snoozesOf } from "../../storage/snoozes.ts";
import type { People } from "./people.ts";

/** What is open, who its owners are, and what receivers were told. */
export interface KnownBefore {
  readonly open: readonly FindingRow[];
  readonly people: People;
  readonly notices: readonly Notice[];
}

/** What flaps is seen over so long. */
const flapsWithinMs = 24 * 3_600_000;

/** Reads what each stage of the alert pipeline has to know about a client. The caller holds the client's lock. */
export async function loadPipelineFacts(
  transaction: StoreHandle,
  client: ClientConfig,
  { open, people, notices }: KnownBefore,
  now: Date,
): Promise<PipelineFacts> {
  const { clientId, alerting, timeZone } = client;
  const say = (at: Date) => sayInstant(at, timeZone);
  const rowOf = new Map(open.map((row) => [row.finding_id, row]));
  const nameOf = (receiver: string) => client.receivers.find(({ id }) => id === receiver)?.name ?? receiver;
  const businessTime = businessTimeOf(client);
  const silences = await silencesOf(transaction, clientId, now);
  return {
    observe: { observed: await observedChecks(transaction, clientId) },
    route: {
      rules: alerting.routeRules.map(({ when, notify }) => ({ when: withOwnerIds(when, people.owners), notify })),
      byTopic: client.routes,
      receiverOfOwner: people.receiverOfOwner,
      assigned: await assignmentsOf(transaction, clientId),
      absences: absencesOf(client),
      nameOf,
    },
    inhibit: {
      hidings,
      toldOf: ({ findingId, episode }) =>
        notices
          .filter((notice) => notice.findingId === findingId && notice.episode === episode && notice.said !== null)
          .map(({ receiver }) => receiver),
      say: ({ findingId }) => sayCause(rowOf.get(findingId)!, businessTime),
    },
    maintain: { windows: openWindowsOf(client, now), sayInstant: say },
    silence: {
      silences: silences.map((one) => ({ ...one, matcher: withOwnerIds(one.matcher, people.owners) })),
      sayInstant: say,
    },
    snooze: { snoozes: await snoozesOf(transaction, clientId, now), sayInstant: say },
    accept: { acceptances: await acceptancesOf(transaction, clientId), acceptedBy, sayInstant: say },
    flap: {
      settings: new Map(Object.entries(alerting.flap)),
      beginnings: await beginningsSince(transaction, clientId, new Date(now.getTime() - flapsWithinMs)),
      sayInstant: say,
    },
  };
}
