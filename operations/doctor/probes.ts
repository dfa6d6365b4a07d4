import type { Client } from "@temporalio/client";

/** What the doctor asks of the world. Each may throw; the message is shown. A composition root wires them. */
export interface Probes {
  /** Whether the state directory can be used, and who owns it now. */
  stateDirectory(): Promise<{
    readonly path: string;
    readonly owner: { readonly pid: number; readonly dashboardUrl: string | null } | null;
  }>;
  /** Opens the database, or asks its owner. The answer says which one it is, such as "PostgreSQL 17". */
  database(): Promise<string>;
  /** A server that answers; or, where none runs yet, what `up` will start. */
  temporal(): Promise<{ readonly client: Client; readonly address: string } | { readonly willStart: string }>;
  hubspot(clientId: string): Promise<PortalProbe>;
  slack(): Promise<{ readonly team: string; readonly user: string }>;
  smtp(): Promise<void>;
}

export interface PortalProbe {
  /** The portal that the token opens. */
  readonly portalId: string;
  /** What the token may do; null where HubSpot does not say. */
  readonly scopes: readonly string[] | null;
  /** HubSpot's clock when it answered; null when it did not say. */
  readonly answeredAt: Date | null;
}
