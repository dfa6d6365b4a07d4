import type { Gateway } from "./gateway.ts";
import type { GrantedScopes } from "./granted-scopes.ts";
import { readCapabilities, type CapabilityReads } from "./probe-capabilities.ts";
import { readAccount, type AccountReads } from "./read-account.ts";
import { readAssociations, type AssociationReads } from "./read-associations.ts";
import { readCampaigns, type CampaignReads } from "./read-campaigns.ts";
import { readHistory, type HistoryReads } from "./read-history.ts";
import { readOwners, type OwnerReads } from "./read-owners.ts";
import { readPipelines, type PipelineReads } from "./read-pipelines.ts";
import { readProperties, type PropertyReads } from "./read-properties.ts";
import { readActivityLogs, type ActivityLogReads } from "./read-activity-logs.ts";
import { readForms, type FormReads } from "./read-forms.ts";
import { readFormSubmissions, type FormSubmissionReads } from "./read-form-submissions.ts";
import { readLists, type ListReads } from "./read-lists.ts";
import { readMarketingEmails, type MarketingEmailReads } from "./read-marketing-emails.ts";
import { readSubmissions, type SubmissionReads } from "./read-submissions.ts";
import { readUsers, type UserReads } from "./read-users.ts";
import { readWorkflows, type WorkflowReads } from "./read-workflows.ts";
import { readRecord, type RecordReads } from "./read-record.ts";
import { recordPages, type RecordPages } from "./record-pages.ts";

/** Everything that can be read of a portal. Every call can throw a {@link HubSpotError}; none retries by itself. */
export interface PortalReads
  extends
    AccountReads,
    RecordPages,
    RecordReads,
    AssociationReads,
    HistoryReads,
    PropertyReads,
    OwnerReads,
    PipelineReads,
    CampaignReads,
    ActivityLogReads,
    FormReads,
    FormSubmissionReads,
    ListReads,
    MarketingEmailReads,
    SubmissionReads,
    UserReads,
    WorkflowReads {}

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
    ...readProperties(gateway),
    ...readOwners(gateway),
    ...readPipelines(gateway),
    ...readCampaigns(gateway),
    ...readActivityLogs(gateway),
    ...readForms(gateway),
    ...readFormSubmissions(gateway),
    ...readLists(gateway),
    ...readMarketingEmails(gateway),
    ...readSubmissions(gateway),
    ...readUsers(gateway),
    ...readWorkflows(gateway),
  };
}
