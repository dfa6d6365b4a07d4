import { severities, type Severity } from "../../domain/findings/severity.ts";
import type { ClientConfig } from "../../config/config.ts";
import { severityWords } from "../../reports/severity-words.ts";
import { markup, type Markup } from "../../reports/markup.ts";

const states = { all: "All", open: "Unacknowledged", acknowledged: "Acknowledged" } as const;

/** Which alerts a visitor wants to see; the operation `listAlerts` takes it as it is. */
export interface InboxView {
  readonly clientId?: string;
  readonly status: keyof typeof states;
  /** This one and everything worse. */
  readonly severity: Severity;
}

/** Reads the view from an address; whatever it does not know counts as left out. */
export function inboxViewOf(query: (name: string) => string | undefined, clients: readonly ClientConfig[]): InboxView {
  const [client, status, severity] = [query("client"), query("status"), query("severity")];
  return {
    ...(clients.some(({ clientId }) => clientId === client) ? { clientId: client! } : {}),
    status: status !== undefined && Object.hasOwn(states, status) ? (status as InboxView["status"]) : "all",
    severity: severities.find((one) => one === severity) ?? "low",
  };
}

/** Works without a script, which only spares the press of the button. */
export function inboxForm({ clientId, status, severity }: InboxView, clients: readonly ClientConfig[]): Markup {
  return markup`<form class="view-form" method="get" action="/alerts" role="search" data-submits>
<label><span class="unseen">Client</span><select id="inbox-client" name="client"><option value="">All clients</option>${clients.map((client) => option(client.clientId, client.name, clientId))}</select></label>
<label><span class="unseen">State</span><select id="inbox-status" name="status">${Object.entries(states).map(([value, words]) => option(value, words, status))}</select></label>
<label><span class="unseen">Severity</span><select id="inbox-severity" name="severity">${severities.map((one) => option(one, one === "low" ? "Any severity" : one === "critical" ? severityWords[one] : `${severityWords[one]} and worse`, severity))}</select></label>
<button type="submit">Apply</button></form>`;
}

function option(value: string, words: string, chosen: string | undefined): Markup {
  return markup`<option value="${value}"${value === chosen ? markup` selected` : null}>${words}</option>`;
}
