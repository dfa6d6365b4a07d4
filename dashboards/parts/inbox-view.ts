import { severities, type Severity } from "../../domain/findings/severity.ts";
import type { ClientConfig } from "../../config/config.ts";
import { severityWords } from "../../reports/severity-words.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import { chosenOf, select } from "./select.ts";

const statuses = { all: "All", open: "Unacknowledged", acknowledged: "Acknowledged" } as const;

/** Which alerts a visitor wants to see; the operation `listAlerts` takes it as it is. */
export interface InboxView {
  readonly clientId?: string;
  readonly status: keyof typeof statuses;
  /** This one and everything worse. */
  readonly severity: Severity;
}

/** Reads the view from an address; whatever it does not know counts as left out. */
export function inboxViewOf(query: (name: string) => string | undefined, clients: readonly ClientConfig[]): InboxView {
  const [client, status, severity] = [query("client"), query("status"), query("severity")];
  return {
    ...(clients.some(({ clientId }) => clientId === client) ? { clientId: client! } : {}),
    status: chosenOf(statuses, status, "all"),
    severity: severities.find((one) => one === severity) ?? "low",
  };
}

/** Works without a script, which only spares the press of the button. */
export function inboxForm({ clientId, status, severity }: InboxView, clients: readonly ClientConfig[]): Markup {
  const choices = {
    client: [["", "All clients"] as const, ...clients.map((client) => [client.clientId, client.name] as const)],
    status: Object.entries(statuses),
    severity: severities.map((one) => [one, sayAtLeast(one)] as const),
  };
  return markup`<form class="view-form" method="get" action="/alerts" role="search" data-submits>
<label><span class="unseen">Client</span>${select({ id: "inbox-client", name: "client", choices: choices.client, chosen: clientId })}</label>
<label><span class="unseen">State</span>${select({ id: "inbox-status", name: "status", choices: choices.status, chosen: status })}</label>
<label><span class="unseen">Severity</span>${select({ id: "inbox-severity", name: "severity", choices: choices.severity, chosen: severity })}</label>
<button type="submit">Apply</button></form>`;
}

function sayAtLeast(severity: Severity): string {
  if (severity === "low") return "Any severity";
  return severity === "critical" ? severityWords.critical : `${severityWords[severity]} and worse`;
}
