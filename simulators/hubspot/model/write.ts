import type { PropertyDefinition } from "../properties/define.ts";
import type { DocumentContent, DocumentKind } from "./document.ts";
import type { Pipeline, PipelineType } from "./pipeline.ts";
import type { RecordType } from "./record-types.ts";
import type { Source } from "./source.ts";
import type { Subscriptions } from "./tier.ts";

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
  /** For access tokens of OAuth, by the portal's clock. */
  readonly expiresAt?: string | undefined;
}

/** An OAuth app that was installed in the portal. Secrets are kept as their hashes. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecretHash: string;
  readonly refreshTokenHash: string;
  /** The code that the installing person's browser brought back; it can be exchanged for the refresh token. */
  readonly codeHash: string | null;
  /** What its access tokens are named. */
  readonly name: string;
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
  /** Left out: HubSpot's own. */
  readonly leadPipelines?: readonly Pipeline[] | undefined;
  /** Left out: professional in every hub. */
  readonly subscriptions?: Subscriptions | undefined;
  /**
   * Properties without which an administrator lets nobody create a record; dated paths from 2026-09 on enforce them.
   */
  readonly requiredOnCreate?: Readonly<Partial<Record<RecordType, readonly string[]>>> | undefined;
  /**
   * Merges go as they went before HubSpot changed them: the primary keeps its id. Left out: a new record with a new id.
   */
  readonly mergesKeepPrimaryId?: boolean | undefined;
  /** The submissions of forms can no longer be asked for, as from September 2027 on. */
  readonly submissionsEnded?: boolean | undefined;
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
  /** Beyond recall, and everything that hangs on it alone with it. */
  | ({ readonly what: "record-purged" } & RecordReference)
  /**
   * This record and `merged` become the new record `into`; without it, as in older histories, `merged` becomes part of
   * this one.
   */
  | ({ readonly what: "record-merged"; readonly merged: string; readonly into?: string | undefined } & RecordReference)
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
  /** All teams that the person is in from then on, the primary one first. */
  | { readonly what: "owner-moved"; readonly id: string; readonly teams: readonly string[] }
  | { readonly what: "campaign-created"; readonly id: string; readonly properties: Properties }
  | { readonly what: "campaign-changed"; readonly id: string; readonly properties: Properties }
  | { readonly what: "campaign-deleted"; readonly id: string }
  | {
      readonly what: "campaign-asset-added";
      readonly id: string;
      readonly assetType: string;
      readonly assetId: string;
      readonly name: string;
    }
  /** A new pipeline, or all of a pipeline as it now is. */
  | { readonly what: "pipeline-saved"; readonly pipelineOf: PipelineType; readonly pipeline: Pipeline }
  | { readonly what: "pipeline-deleted"; readonly pipelineOf: PipelineType; readonly id: string }
  | { readonly what: "property-created"; readonly propertyOf: RecordType; readonly definition: PropertyDefinition }
  /** All of an added property as it now is. */
  | { readonly what: "property-changed"; readonly propertyOf: RecordType; readonly definition: PropertyDefinition }
  | { readonly what: "property-archived"; readonly propertyOf: RecordType; readonly name: string }
  | {
      readonly what: "document-saved";
      readonly kind: DocumentKind;
      readonly id: string;
      readonly content: DocumentContent;
    }
  | { readonly what: "document-deleted"; readonly kind: DocumentKind; readonly id: string }
  | ({ readonly what: "form-submitted" } & Submission);

/** One filled-in form, as HubSpot keeps it: it names no contact. */
export interface Submission {
  readonly formId: string;
  readonly id: string;
  readonly pageUrl: string;
  readonly values: Properties;
}

/** Acts of whoever sets the simulator up. They stand in the journal too, so that a restart brings them back. */
export type SetUp =
  | { readonly what: "portal-opened"; readonly details: PortalDetails }
  | { readonly what: "portal-changed"; readonly changes: Partial<PortalDetails> }
  | { readonly what: "app-installed"; readonly app: OAuthApp }
  | { readonly what: "app-uninstalled"; readonly clientId: string }
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
