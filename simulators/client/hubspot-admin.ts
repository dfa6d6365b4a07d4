import type {
  ChangedInput,
  ClockInput,
  EngagementInput,
  FormSubmissionInput,
  GeneratedInput,
  ImportInput,
  LeadAdInput,
  LivedInput,
  OwnerInput,
  PortalInput,
  TokenChange,
  TokenInput,
  LimitsInput,
  WebhooksInput,
  OAuthAppInput,
  PortalChange,
} from "../hubspot/admin/inputs.ts";
import type { FaultInput } from "../hubspot/faults/fault.ts";
import type { DocumentContent, DocumentKind } from "../hubspot/model/document.ts";
import type { OwnerIdentity } from "../hubspot/model/owner.ts";
import type { RecordType } from "../hubspot/model/record-types.ts";
import type { DatedWrite, JournalEntry } from "../hubspot/model/write.ts";
import type { RequestCount } from "../hubspot/request-counts.ts";
import type { LoggedRequest } from "../hubspot/request-log.ts";
import type { GeneratedType } from "../hubspot/scale/layout.ts";
import type { YearLabel } from "../hubspot/scenario/year/label-book.ts";
import type { RequestPeak } from "../hubspot/rolling-peak.ts";
import type { Delivery } from "../hubspot/webhooks/webhook-sender.ts";
import { callJson } from "./http-json.ts";

export interface Clock {
  readonly mode: "live" | "frozen";
  readonly at: string;
}

export interface PortalSummary {
  readonly portalId: number;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly uiDomain: string;
  readonly clock: Clock;
  readonly tokens: readonly {
    readonly name: string;
    readonly kind: "private" | "oauth";
    readonly isRevoked: boolean;
    readonly scopes: readonly string[] | "all";
  }[];
  readonly records: Readonly<Record<RecordType, number>>;
}

/** The admin API of a running HubSpot simulator. */
export class HubSpotAdmin {
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  async portals(): Promise<readonly PortalSummary[]> {
    const { portals } = await callJson<{ portals: PortalSummary[] }>(this.address, "GET", "/_simulator/portals");
    return portals;
  }

  /** Opens a portal; one that exists is left as it is. */
  async openPortal(portal: PortalInput): Promise<PortalAdmin> {
    await callJson(this.address, "POST", "/_simulator/portals", portal);
    return this.portal(portal.portalId);
  }

  /** Memory of the process in which the simulators run. */
  async rssBytes(): Promise<number> {
    const { rssBytes } = await callJson<{ rssBytes: number }>(this.address, "GET", "/_simulator/memory");
    return rssBytes;
  }

  /** Opens a portal of any size whose records are computed instead of kept. */
  async openGenerated(portal: GeneratedInput): Promise<PortalAdmin> {
    await callJson(this.address, "POST", "/_simulator/generated-portals", portal);
    return this.portal(portal.portalId);
  }

  /** Opens a portal with a year of life, or any other span, whose trouble is labelled. */
  async openLived(portal: LivedInput): Promise<PortalAdmin> {
    await callJson(this.address, "POST", "/_simulator/lived-portals", portal);
    return this.portal(portal.portalId);
  }

  portal(portalId: number): PortalAdmin {
    return new PortalAdmin(this.address, portalId);
  }

  async requests(): Promise<readonly LoggedRequest[]> {
    const { requests } = await callJson<{ requests: LoggedRequest[] }>(this.address, "GET", "/_simulator/requests");
    return requests;
  }
}

/** The admin API of one portal. */
export class PortalAdmin {
  readonly address: string;
  readonly portalId: number;

  constructor(address: string, portalId: number) {
    this.address = address;
    this.portalId = portalId;
  }

  /** What is amiss in a lived portal at an instant, or ever, and what only looks like it. */
  labels(at?: Date): Promise<{ readonly labels: readonly YearLabel[]; readonly nearMisses: readonly YearLabel[] }> {
    return this.#call("GET", `/labels${at === undefined ? "" : `?at=${at.toISOString()}`}`);
  }

  summary(): Promise<PortalSummary> {
    return this.#call("GET", "");
  }

  async grantToken(token: TokenInput): Promise<void> {
    await this.#call("POST", "/tokens", token);
  }

  async changeToken(name: string, change: TokenChange): Promise<void> {
    await this.#call("PATCH", `/tokens/${encodeURIComponent(name)}`, change);
  }

  revokeToken(name: string): Promise<void> {
    return this.changeToken(name, { revoked: true });
  }

  restoreToken(name: string): Promise<void> {
    return this.changeToken(name, { revoked: false });
  }

  async owners(): Promise<readonly (OwnerIdentity & { readonly isDeactivated: boolean })[]> {
    const { owners } = await this.#call<{ owners: (OwnerIdentity & { isDeactivated: boolean })[] }>("GET", "/owners");
    return owners;
  }

  createOwner(owner: OwnerInput): Promise<{ readonly id: string }> {
    return this.#call("POST", "/owners", owner);
  }

  async deactivateOwner(ownerId: string): Promise<void> {
    await this.#call("POST", `/owners/${ownerId}/deactivate`);
  }

  async reactivateOwner(ownerId: string): Promise<void> {
    await this.#call("POST", `/owners/${ownerId}/reactivate`);
  }

  clock(): Promise<Clock> {
    return this.#call("GET", "/clock");
  }

  setClock(clock: ClockInput): Promise<Clock> {
    return this.#call("PUT", "/clock", clock);
  }

  /** Lets the portal stand at an instant. */
  freezeAt(at: Date): Promise<Clock> {
    return this.setClock({ mode: "frozen", at: at.toISOString() });
  }

  goLive(): Promise<Clock> {
    return this.setClock({ mode: "live" });
  }

  liveThrough(writes: readonly DatedWrite[]): Promise<{ readonly applied: number }> {
    return this.#call("POST", "/live-through", { writes });
  }

  submitForm(submission: FormSubmissionInput): Promise<{ readonly contactId: string; readonly isNew: boolean }> {
    return this.#call("POST", "/form-submissions", submission);
  }

  logEngagement(engagement: EngagementInput): Promise<{ readonly id: string }> {
    return this.#call("POST", "/engagements", engagement);
  }

  /** Imports a file of contacts. */
  importContacts(file: ImportInput): Promise<{ readonly importId: string; readonly contactIds: readonly string[] }> {
    return this.#call("POST", "/imports", file);
  }

  /** A person fills in the form of an advertisement in a social network. */
  receiveLeadAd(lead: LeadAdInput): Promise<{ readonly contactId: string; readonly isNew: boolean }> {
    return this.#call("POST", "/lead-ads", lead);
  }

  setLimits(limits: LimitsInput): Promise<unknown> {
    return this.#call("PUT", "/limits", limits);
  }

  async journal(
    options: {
      readonly after?: number;
      readonly limit?: number;
      readonly type?: RecordType;
      readonly id?: string;
    } = {},
  ): Promise<readonly JournalEntry[]> {
    const query = new URLSearchParams(
      Object.entries(options).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const { entries } = await this.#call<{ entries: JournalEntry[] }>("GET", `/journal?${query.toString()}`);
    return entries;
  }

  /** Changes what the portal pays for, or the rules of its administrators. */
  async change(change: PortalChange): Promise<void> {
    await this.#call("PATCH", "", change);
  }

  /** Marks records of a generated portal as edited. */
  async changed(change: ChangedInput): Promise<void> {
    await this.#call("POST", "/changed", change);
  }

  /** What whoever reads all records of a type, with these properties, must come to; see `hubspot/scale/checksum.ts`. */
  async checksum(type: GeneratedType, properties: readonly string[]): Promise<string> {
    const { checksum } = await this.#call<{ checksum: string }>(
      "GET",
      `/checksum?type=${type}&properties=${properties.join(",")}`,
    );
    return checksum;
  }

  /** Makes a form, a workflow, a list, an e-mail, a role or an entry of a log, or a further revision of one. */
  async saveDocument(kind: DocumentKind, id: string, content: DocumentContent): Promise<void> {
    await this.#call("PUT", `/documents/${kind}/${encodeURIComponent(id)}`, content);
  }

  async deleteDocument(kind: DocumentKind, id: string): Promise<void> {
    await this.#call("DELETE", `/documents/${kind}/${encodeURIComponent(id)}`);
  }

  async installApp(app: OAuthAppInput): Promise<void> {
    await this.#call("POST", "/oauth-apps", app);
  }

  async uninstallApp(clientId: string): Promise<void> {
    await this.#call("DELETE", `/oauth-apps/${encodeURIComponent(clientId)}`);
  }

  /** Tells an address of every write from now on. */
  async switchWebhooksOn(settings: WebhooksInput): Promise<void> {
    await this.#call("PUT", "/webhooks", settings);
  }

  async webhookDeliveries(): Promise<readonly Delivery[]> {
    const { deliveries } = await this.#call<{ deliveries: Delivery[] }>("GET", "/webhooks");
    return deliveries;
  }

  /** Closes the account: its apps are told of an unknown hub. */
  async closePortal(): Promise<void> {
    await this.#call("POST", "/close");
  }

  /** The most requests that came within any rolling window, per bucket. */
  async requestPeaks(): Promise<readonly RequestPeak[]> {
    const path = `/_simulator/requests/peaks?portalId=${this.portalId}`;
    const { peaks } = await callJson<{ peaks: RequestPeak[] }>(this.address, "GET", path);
    return peaks;
  }

  /** By endpoint and status, since they were cleared. */
  async requestCounts(): Promise<readonly RequestCount[]> {
    const path = `/_simulator/requests/counts?portalId=${this.portalId}`;
    const { counts } = await callJson<{ counts: RequestCount[] }>(this.address, "GET", path);
    return counts;
  }

  async requests(): Promise<readonly LoggedRequest[]> {
    const { requests } = await callJson<{ requests: LoggedRequest[] }>(
      this.address,
      "GET",
      `/_simulator/requests?portalId=${this.portalId}`,
    );
    return requests;
  }

  async clearRequests(): Promise<void> {
    await callJson(this.address, "DELETE", `/_simulator/requests?portalId=${this.portalId}`);
  }

  setFault(fault: FaultInput): Promise<{ readonly id: number }> {
    return this.#call("POST", "/faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.#call("DELETE", "/faults");
  }

  #call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return callJson(this.address, method, `/_simulator/portals/${this.portalId}${path}`, body);
  }
}
