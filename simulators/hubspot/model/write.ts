import type { Pipeline } from "./pipeline.ts";
import type { RecordType } from "./record-types.ts";
import type { Source } from "./source.ts";

/** Values as HubSpot keeps them, all strings; `""` clears. */
export type Properties = Readonly<Record<string, string>>;

export interface RecordReference {
  readonly type: RecordType;
  readonly id: string;
}

export interface Association {
  readonly to: RecordReference;
  /** Left out: the default types between the two. */
  readonly typeIds?: readonly number[] | undefined;
}

export interface TokenGrant {
  /** Named in the journal and in history; the token itself is kept only as its hash. */
  readonly name: string;
  readonly hash: string;
  readonly kind: "private" | "oauth";
  readonly scopes: readonly string[] | "all";
}

export interface PortalDetails {
  readonly portalId: number;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly uiDomain: string;
  readonly accountType: "STANDARD" | "SANDBOX" | "DEVELOPER_TEST" | "APP_DEVELOPER";
  readonly dealPipelines: readonly Pipeline[];
}

/** Everything that can happen to a portal's data. Records are created with ids chosen by whoever writes. */
export type Write =
  | ({
      readonly what: "record-created";
      readonly properties: Properties;
      readonly associations?: readonly Association[] | undefined;
    } & RecordReference)
  | ({ readonly what: "properties-set"; readonly properties: Properties } & RecordReference)
  | ({ readonly what: "record-archived" } & RecordReference)
  | ({ readonly what: "record-restored" } & RecordReference)
  | ({ readonly what: "record-associated" } & RecordReference & Association)
  | ({ readonly what: "record-dissociated"; readonly to: RecordReference } & RecordReference)
  | {
      readonly what: "owner-created";
      readonly id: string;
      readonly email: string;
      readonly firstName: string;
      readonly lastName: string;
      readonly teams?: readonly string[] | undefined;
    }
  | { readonly what: "owner-deactivated"; readonly id: string }
  | { readonly what: "owner-reactivated"; readonly id: string }
  | { readonly what: "campaign-created"; readonly id: string; readonly properties: Properties }
  | { readonly what: "campaign-changed"; readonly id: string; readonly properties: Properties }
  | { readonly what: "campaign-deleted"; readonly id: string }
  | {
      readonly what: "campaign-asset-added";
      readonly id: string;
      readonly assetType: string;
      readonly assetId: string;
      readonly name: string;
    };

/** Acts of whoever sets the simulator up. They stand in the journal too, so that a restart brings them back. */
export type SetUp =
  | { readonly what: "portal-opened"; readonly details: PortalDetails }
  | { readonly what: "token-granted"; readonly grant: TokenGrant }
  | {
      readonly what: "token-changed";
      readonly name: string;
      readonly revoked?: boolean | undefined;
      readonly scopes?: readonly string[] | "all" | undefined;
    }
  | { readonly what: "clock-set"; readonly frozenAt: string | null };

/** A write with its instant, which is how a scenario tells a portal's life. */
export type DatedWrite = Write & { readonly at: string; readonly source?: Source | undefined };

/** One line of a portal's journal. */
export type JournalEntry = (Write | SetUp) & { readonly seq: number; readonly at: string; readonly source: Source };
