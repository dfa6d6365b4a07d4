import { briefFinding } from "../checks/brief-finding.ts";
import { sayFinding } from "../checks/say-finding.ts";
import { standInFor } from "../domain/alerting/absence.ts";
import type { LadderStep } from "../domain/alerting/alert.ts";
import { coverUntil } from "../domain/alerting/acknowledgement-policy.ts";
import type { AlertPolicy } from "../domain/alerting/decide-alert.ts";
import type { AlertFrame } from "../domain/alerting/compose-alert.ts";
import type { BusinessTime } from "../domain/business-time.ts";
import type { Links } from "../domain/links.ts";
import type { Reachable } from "../domain/alerting/plan-deliveries.ts";
import type { Topic } from "../domain/alerting/topic.ts";
import { absencesOf } from "./alerting-times.ts";
import { businessTimeOf } from "./calendar.ts";
import type { ClientConfig } from "./config.ts";
import { alertWorkflowId } from "../domain/ids.ts";

/** What a client's alerts are written with, from its config. */
export function alertContext(client: ClientConfig, links: Links) {
  const reachable = (receiver: string): Reachable =>
    client.receivers.find(({ id }) => id === receiver) ?? { id: receiver, name: receiver, slack: null, email: null };
  return {
    reachable,
    frame: (alertId: string, topic: Topic): AlertFrame => ({
      clientId: client.clientId,
      clientName: client.name,
      alertId,
      topic,
      timeZone: client.timeZone,
      dashboardUrl: links.dashboard(`/clients/${client.clientId}`),
      workflowUrl: links.workflow(alertWorkflowId(client.clientId, alertId)),
      nameOf: (receiver) => reachable(receiver).name,
      say: (finding) => sayFinding(finding, null, businessTimeOf(client)),
      slackUserOf: (ownerName) => slackUserOf(client.receivers, ownerName),
      brief: (finding) => briefFinding(finding, businessTimeOf(client)),
    }),
    /** What holds for alerts to one receiver. */
    policy(receiver: string): AlertPolicy {
      const businessTime = businessTimeOf(client);
      return {
        ladder: (from) => ladderOf(client, receiver, from, businessTime),
        coverUntil: (severity, at) => coverUntil(client.acknowledgements, severity, at, businessTime),
        isWorkingTime: (at) => businessTime.addMinutes(at, 0).getTime() === at.getTime(),
        nameOf: (id) => reachable(id).name,
      };
    },
    ladder: (openedAt: Date, receiver: string): readonly LadderStep[] =>
      ladderOf(client, receiver, openedAt, businessTimeOf(client)),
  };
}

/** Owners are known by their names in HubSpot; whoever is a receiver of the same name is mentioned. */
function slackUserOf(receivers: ClientConfig["receivers"], ownerName: string): string | null {
  const same = receivers.find(({ name }) => name.trim().toLowerCase() === ownerName.trim().toLowerCase());
  const id = same?.slackUser ?? same?.slack ?? null;
  return id !== null && /^[UW][A-Z0-9]+$/.test(id) ? id : null;
}

/**
 * The ladder of an alert that begins at an instant, in business time. Whoever has been told already is no step up, so
 * the alert's own receiver and earlier steps are left out. A step goes to the backup of whoever is away when it is due.
 */
function ladderOf(
  client: ClientConfig,
  receiver: string,
  from: Date,
  businessTime: BusinessTime,
): readonly LadderStep[] {
  const told = new Set([receiver]);
  const absences = absencesOf(client);
  return client.escalation.flatMap(({ afterSeconds, notify }) => {
    const dueAt = businessTime.addMinutes(from, afterSeconds / 60);
    const present = notify.map((one) => standInFor(one, absences, dueAt)?.receiver ?? one);
    const receivers = [...new Set(present)].filter((one) => !told.has(one));
    for (const one of receivers) told.add(one);
    return receivers.length === 0 ? [] : [{ receivers, dueAt: dueAt.toISOString() }];
  });
}
