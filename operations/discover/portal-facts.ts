import type { Capability } from "../../connectors/hubspot/probe-capabilities.ts";
import type { ValueInUse } from "../../connectors/hubspot/read-values-in-use.ts";
import type { Form } from "../../domain/inventory/form.ts";
import type { Owner } from "../../domain/inventory/owner.ts";
import type { Pipeline } from "../../domain/inventory/pipeline.ts";
import type { Team } from "../../domain/inventory/team.ts";
import type { User } from "../../domain/inventory/user.ts";

/** What a portal answered; or, in a sentence, why it did not. */
export type Answer<Value> = { readonly value: Value } | { readonly refused: string };

/** A pipeline of deals with how many deals are in each of its stages. */
export interface PipelineInUse {
  readonly pipeline: Pipeline;
  /** In the order of its stages. */
  readonly deals: readonly number[];
}

/** Everything that a client's file can be proposed from. Holds names of people, and no record. */
export interface PortalFacts {
  readonly portalId: string;
  readonly timeZone: string;
  /** Null where HubSpot does not say. */
  readonly currency: string | null;
  /** API calls a day, all tools together; null where HubSpot does not say. */
  readonly dailyLimit: number | null;
  /** Null where HubSpot does not tell what the token may do. */
  readonly scopes: readonly string[] | null;
  /** What the endpoints behind the client's checks answer. */
  readonly capabilities: readonly Capability[];
  readonly pipelines: Answer<readonly PipelineInUse[]>;
  readonly lifecycleStages: Answer<readonly ValueInUse[]>;
  readonly leadStatuses: Answer<readonly ValueInUse[]>;
  readonly forms: Answer<readonly Form[]>;
  readonly owners: Answer<readonly Owner[]>;
  readonly teams: Answer<readonly Team[]>;
  readonly users: Answer<readonly User[]>;
}
