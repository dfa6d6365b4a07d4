import type { Gateway } from "./gateway.ts";
import type { GrantedScopes } from "./granted-scopes.ts";
import { readCapabilities, type CapabilityReads } from "./probe-capabilities.ts";
import { readAccount, type AccountReads } from "./read-account.ts";
import { readAssociations, type AssociationReads } from "./read-associations.ts";
import { readCampaignReports, type CampaignReportReads } from "./read-campaign-reports.ts";
import { readHistory, type HistoryReads } from "./read-history.ts";
import { readPipelineAudits, type PipelineAuditReads } from "./read-pipeline-audits.ts";
import { readPropertyNames, type PropertyNameReads } from "./read-property-names.ts";
import { readActivityLogs, type ActivityLogReads } from "./read-activity-logs.ts";
import { readFormSubmissions, type FormSubmissionReads } from "./read-form-submissions.ts";
import { readSubmissions, type SubmissionReads } from "./read-submissions.ts";
import { readInventories, type InventoryReads } from "./inventory/index.ts";
import { readRoles, type RoleReads } from "./read-roles.ts";
import { readRecord, type RecordReads } from "./read-record.ts";
import { readValuesInUse, type ValuesInUseReads } from "./read-values-in-use.ts";
import { recordPages, type RecordPages } from "./record-pages.ts";

/** Everything that can be read of a portal. Every call can throw a {@link HubSpotError}; none retries by itself. */
export interface PortalReads
  extends
    AccountReads,
    RecordPages,
    RecordReads,
    AssociationReads,
    HistoryReads,
    PropertyNameReads,
    InventoryReads,
    PipelineAuditReads,
    CampaignReportReads,
    ActivityLogReads,
    FormSubmissionReads,
    SubmissionReads,
    RoleReads,
    ValuesInUseReads {}

/** One portal, read-only, and what we may do in it. */
export interface HubSpotPortal extends PortalReads, CapabilityReads {
  /** Ask at the start and at the end of a scan: what it could not see, it must not call gone. */
  readonly grantedScopes: GrantedScopes;
  /** HubSpot's clock at its latest answer; null before the first one. */
  answeredAt(): Date | null;
  /** By how much our clock was ahead of HubSpot's at its latest answer, in milliseconds; null when it did not say. */
  clockAheadMs(): number | null;
}

/**
 * Opens one portal through its gateway: each area of HubSpot's API is a file of its own.
 *
 * @param grantedScopes - How to ask for them depends on the kind of token. Left out: nobody says.
 */
export function openPortal(
  gateway: Gateway,
  grantedScopes: GrantedScopes = () => Promise.resolve(null),
): HubSpotPortal {
  return {
    grantedScopes,
    answeredAt: () => gateway.answeredAt(),
    clockAheadMs: () => gateway.clockAheadMs(),
    ...readCapabilities(gateway),
    ...readAccount(gateway),
    ...recordPages(gateway),
    ...readRecord(gateway),
    ...readAssociations(gateway),
    ...readHistory(gateway),
    ...readPropertyNames(gateway),
    ...readInventories(gateway),
    ...readPipelineAudits(gateway),
    ...readCampaignReports(gateway),
    ...readActivityLogs(gateway),
    ...readFormSubmissions(gateway),
    ...readSubmissions(gateway),
    ...readRoles(gateway),
    ...readValuesInUse(gateway),
  };
}
