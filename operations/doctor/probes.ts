import type { Client } from "@temporalio/client";
import type { Need, Capability } from "../../connectors/hubspot/probe-capabilities.ts";
import type { SlackExamination } from "../../connectors/slack/examine-targets.ts";
import type { DiskReading } from "../../domain/watch/disk.ts";
import type { Owner } from "../../domain/inventory/owner.ts";
import type { Readiness } from "../health/readiness.ts";
import type { DatabaseFacts } from "../../storage/database-facts.ts";
import type { LagOfType } from "../../storage/reads/search-lags.ts";

/** What the doctor asks of the world. Each may throw; the message is shown. A composition root wires them. */
export interface Probes {
  /** Who answers, such as "process 4711, which runs here" or "this command, with the environment of this shell". */
  readonly asker: string;
  /** Whether the state directory can be used, and who owns it now. */
  stateDirectory(): Promise<{
    readonly path: string;
    readonly owner: { readonly pid: number; readonly dashboardUrl: string | null } | null;
  }>;
  disk(): Promise<DiskReading>;
  /** Asks the database; or says what will be opened, where nobody has it open. */
  database(): Promise<DatabaseFacts | { readonly willOpen: string }>;
  /** Whether audits and messages happen, as /readyz says it; null where nobody runs who could make them. */
  readiness(): Promise<Readiness | null>;
  /** For how long HubSpot's search was seen to hide a client's changes; null where nobody has the database open. */
  searchLags(clientId: string): Promise<readonly LagOfType[] | null>;
  /** A server that answers; or, where none runs yet, what `up` will start. */
  temporal(): Promise<{ readonly client: Client; readonly address: string } | { readonly willStart: string }>;
  /** Opens a client's portal and asks each endpoint behind `needs` once. */
  hubspot(clientId: string, needs: readonly Need[]): Promise<PortalProbe>;
  slack(targets: readonly string[]): Promise<SlackExamination>;
  smtp(): Promise<void>;
  /** Asks the address of a target whether anybody is there. */
  target(channel: "teams" | "webhook", name: string): Promise<void>;
}

export interface PortalProbe {
  /** The portal that the token opens. */
  readonly portalId: string;
  /** What the token may do; null where HubSpot does not say. */
  readonly scopes: readonly string[] | null;
  /** What each endpoint answered that the client's checks read. */
  readonly capabilities: readonly Capability[];
  /** HubSpot's clock when it answered; null when it did not say. */
  readonly answeredAt: Date | null;
  /** Whom records can belong to; null where HubSpot refuses it. Left out: no team of the client has hours of its own. */
  readonly owners?: readonly Owner[] | null;
}
