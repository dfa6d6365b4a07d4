import { z } from "zod";
import type { ClientConfig } from "../../config/config.ts";
import { topics, type Topic } from "../../domain/alerting/topic.ts";
import { severities, severityRank, type Severity } from "../../domain/findings/severity.ts";
import { alertStateOf, type AlertRow } from "../../storage/alerts.ts";
import { findFindings, type FindingRow } from "../../storage/findings.ts";
import { countHeld, readUnresolvedAlerts, type HeldCount } from "../../storage/reads/inbox.ts";
import { findingWords } from "../reads/finding-words.ts";
import { clientsMeant } from "../reads/known-client.ts";
import type { World } from "../world.ts";

const Input = z.strictObject({
  clientId: z.string().optional(),
  receiver: z.string().max(40).optional(),
  topic: z.enum(topics).optional(),
  /** This one and everything worse. */
  severity: z.enum(severities).default("low"),
  /** `open`: nobody has taken them; `acknowledged`: somebody has; `all`: both. */
  status: z.enum(["open", "acknowledged", "all"]).default("all"),
});

/** One alert that is not over, as other programs read it. Instants are ISO 8601, UTC. */
export interface InboxAlert {
  readonly client: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly alertId: string;
  readonly episode: number;
  /** What a button or a command says, so that it acts on what was displayed. */
  readonly revision: number;
  readonly receiver: { readonly id: string; readonly name: string };
  readonly topic: Topic;
  readonly status: "open" | "acknowledged";
  readonly severity: Severity;
  readonly openedAt: string;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  /** How many of its findings are open, and the worst three of them. */
  readonly open: number;
  readonly worst: readonly {
    readonly findingId: string;
    readonly label: string;
    readonly severity: Severity;
    readonly owner: string | null;
    readonly summary: string;
    readonly since: string;
  }[];
  /** Who is told next while nobody responds. */
  readonly next: { readonly receivers: readonly string[]; readonly at: string } | null;
  readonly dashboardUrl: string | null;
}

export interface Inbox {
  readonly schemaVersion: 1;
  readonly asOf: string;
  /** The worst first, then the one that has waited longest. */
  readonly alerts: readonly InboxAlert[];
  /** Beside the list, what it does not show: open findings that are held back, by the stage that holds them. */
  readonly held: readonly (HeldCount & { readonly clientId: string })[];
}

const namedOf = 3;

/** The alerts of one client or all of them that are not over: the inbox. */
export const listAlerts = {
  name: "listAlerts",
  input: Input,
  async run(world: Pick<World, "config" | "db" | "links" | "now">, input: z.output<typeof Input>): Promise<Inbox> {
    const now = world.now();
    const clients = clientsMeant(world.config(), input.clientId);
    const inboxes = await Promise.all(clients.map((client) => inboxOf(world, client, now)));
    const alerts = inboxes
      .flatMap((one) => one.alerts)
      .filter(({ severity }) => severityRank(severity) >= severityRank(input.severity))
      .filter(({ topic }) => input.topic === undefined || topic === input.topic)
      .filter(({ receiver }) => input.receiver === undefined || receiver.id === input.receiver)
      .filter(({ status }) => input.status === "all" || status === input.status)
      .toSorted(worstFirst);
    return { schemaVersion: 1, asOf: now.toISOString(), alerts, held: inboxes.flatMap(({ held }) => held) };
  },
};

function worstFirst(a: InboxAlert, b: InboxAlert): number {
  const isTaken = ({ status }: InboxAlert) => Number(status === "acknowledged");
  return (
    isTaken(a) - isTaken(b) ||
    severityRank(b.severity) - severityRank(a.severity) ||
    a.openedAt.localeCompare(b.openedAt) ||
    (`${a.client.id}/${a.alertId}` < `${b.client.id}/${b.alertId}` ? -1 : 1)
  );
}

async function inboxOf(
  { db, links }: Pick<World, "db" | "links">,
  client: ClientConfig,
  now: Date,
): Promise<{ readonly alerts: readonly InboxAlert[]; readonly held: Inbox["held"] }> {
  const { clientId } = client;
  const rows = await readUnresolvedAlerts(db, clientId);
  const told = [...new Set(rows.flatMap((row) => alertStateOf(row).told))];
  const findings = (await findFindings(db, clientId, told)).filter(({ status }) => status === "open");
  const byId = new Map(findings.map((finding) => [finding.finding_id, finding]));
  const held = (await countHeld(db, clientId)).map((one) => ({ ...one, clientId }));
  const dashboardUrl = links.dashboard(`/clients/${clientId}`);
  return { alerts: rows.map((row) => ({ ...alertView(row, byId, client, now), dashboardUrl })), held };
}

function alertView(
  row: AlertRow,
  byId: ReadonlyMap<string, FindingRow>,
  client: ClientConfig,
  now: Date,
): Omit<InboxAlert, "dashboardUrl"> {
  const alert = alertStateOf(row);
  const nameOf = (receiver: string) => client.receivers.find(({ id }) => id === receiver)?.name ?? receiver;
  const open = alert.told.flatMap((id) => byId.get(id) ?? []);
  const worst = open
    .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity) || a.since.getTime() - b.since.getTime())
    .slice(0, namedOf);
  const step = alert.status === "open" ? alert.steps[alert.nextStep] : undefined;
  const words = findingWords(client);
  return {
    client: { id: client.clientId, name: client.name, timeZone: client.timeZone },
    alertId: row.alert_id,
    episode: alert.episode,
    revision: alert.revision,
    receiver: { id: row.receiver, name: nameOf(row.receiver) },
    topic: row.topic,
    status: alert.status === "acknowledged" ? "acknowledged" : "open",
    severity: alert.severity,
    openedAt: alert.openedAt.toISOString(),
    acknowledgedBy: alert.acknowledgedBy,
    acknowledgedAt: alert.acknowledgedAt?.toISOString() ?? null,
    open: open.length,
    worst: worst.map((finding) => ({
      findingId: finding.finding_id,
      label: finding.subject_label,
      severity: finding.severity,
      owner: finding.owner_name,
      summary: words.of(finding, now),
      since: finding.since.toISOString(),
    })),
    next: step === undefined ? null : { receivers: step.receivers.map(nameOf), at: step.dueAt },
  };
}
