import type { Gateway } from "./gateway.ts";
import { readAccount, type AccountReads } from "./read-account.ts";
import { readAssociations, type AssociationReads } from "./read-associations.ts";
import { readCampaigns, type CampaignReads } from "./read-campaigns.ts";
import { readHistory, type HistoryReads } from "./read-history.ts";
import { readOwners, type OwnerReads } from "./read-owners.ts";
import { readPipelines, type PipelineReads } from "./read-pipelines.ts";
import { readProperties, type PropertyReads } from "./read-properties.ts";
import { recordPages, type RecordPages } from "./record-pages.ts";

/** One portal, read-only. Every call can throw a {@link HubSpotError}; none retries by itself. */
export interface HubSpotPortal
  extends AccountReads, RecordPages, AssociationReads, HistoryReads, PropertyReads, OwnerReads, PipelineReads, CampaignReads {}

/** Opens one portal through its gateway: each area of HubSpot's API is a file of its own. */
export function openPortal(gateway: Gateway): HubSpotPortal {
  return {
    ...readAccount(gateway),
    ...recordPages(gateway),
    ...readAssociations(gateway),
    ...readHistory(gateway),
    ...readProperties(gateway),
    ...readOwners(gateway),
    ...readPipelines(gateway),
    ...readCampaigns(gateway),
  };
}
