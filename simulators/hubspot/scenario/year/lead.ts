import type { Properties, RecordReference } from "../../model/write.ts";
import { automation, person } from "../story.ts";
import type { Source } from "../../model/source.ts";
import type { Trace } from "./label-book.ts";
import type { Invented } from "./people.ts";
import type { Year } from "./year.ts";

/** Somebody whom sales works on. */
export interface Lead {
  readonly who: Invented;
  readonly contact: RecordReference;
  readonly company: RecordReference | null;
  /** Null until somebody is routed to the contact. */
  ownerId: string | null;
  /** The lead object of the present attempt; null where nobody made one. */
  record: RecordReference | null;
  /** Forms filled in so far. */
  submissions: number;
  /** Which attempt this is; a plan of an earlier one is void. */
  attempt: number;
  isOpen: boolean;
  /** Whether a deal came of it, after which the contact is no lead any more. */
  hasDeal: boolean;
  isCustomer: boolean;
  /** Ends when somebody turns to whoever asked again. */
  cameBack: Trace | null;
}

export type LeadStage = "new" | "attempting" | "connected" | "qualified" | "unqualified";

export const leadStageId = (stage: LeadStage): string => `${stage}-stage-id`;

/** The owner's work is done by whoever took it over. */
export const counterpart = (lead: Lead) => ({
  ownerId: lead.ownerId!,
  related: lead.record ? [lead.contact, lead.record] : [lead.contact],
});

/** Makes the object that sales moves through the lead pipeline. */
export function openLeadRecord(year: Year, lead: Lead, source: "FORM" | "IMPORT" | "CRM_UI", by: Source): void {
  lead.record = year.chronicle.create(
    "leads",
    {
      hs_lead_name: `${lead.who.firstName} ${lead.who.lastName}`,
      hs_lead_type: lead.attempt > 1 ? "RE_ATTEMPTING" : "NEW_BUSINESS",
      hs_lead_source: source,
      hs_pipeline: "lead-pipeline-id",
      hs_pipeline_stage: leadStageId("new"),
      ...(lead.ownerId !== null && { hubspot_owner_id: year.staff.atWork(lead.ownerId) }),
    },
    by,
    [lead.contact, ...(lead.company ? [lead.company] : [])],
  );
}

export function moveLeadRecord(year: Year, lead: Lead, stage: LeadStage, more: Properties = {}): void {
  if (lead.record)
    year.chronicle.set(lead.record, { hs_pipeline_stage: leadStageId(stage), ...more }, byOwner(year, lead));
}

/** Changes the contact by hand. */
export function setContact(year: Year, lead: Lead, properties: Properties): void {
  year.chronicle.set(lead.contact, properties, byOwner(year, lead));
}

/** Gives the lead to somebody, by the routing workflow. */
export function assign(year: Year, lead: Lead, ownerId: string, by: Source = automation("Route inbound leads")): void {
  lead.ownerId = ownerId;
  year.chronicle.set(lead.contact, { hubspot_owner_id: ownerId }, by);
  if (lead.company && lead.attempt === 1) year.chronicle.set(lead.company, { hubspot_owner_id: ownerId }, by);
}

export const byOwner = ({ staff }: Year, lead: Lead): Source => person(staff.atWork(lead.ownerId!));
