import { randomUUID } from "node:crypto";
import type { AdminRequest } from "../../admin-router.ts";
import { conversionProperties, newContactProperties } from "../acts/form-submission.ts";
import type { FormSubmission } from "../acts/form-submission.ts";
import { engagementDefaults } from "../acts/engagement.ts";
import { contactByEmail } from "../api/write-record.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { crmUi } from "../model/source.ts";
import type { Portal } from "../model/portal.ts";
import type { DatedWrite, Properties, Write } from "../model/write.ts";
import { checkLife } from "./check-life.ts";
import { EngagementInput, FormSubmissionInput, LifeInput } from "./inputs.ts";

/** Writes a stretch of life at the instants that its author chose. */
export function liveThrough({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { writes } = LifeInput.parse(body);
  checkLife(portal, writes);
  portal.liveThrough(writes, crmUi);
  return { applied: writes.length };
}

/**
 * A visitor fills in a form: HubSpot creates the contact, or finds it by its e-mail address. A form that was filled in
 * earlier, as HubSpot's `submittedAt` allows, dates the conversion back; the contact is written now all the same.
 */
export function submitForm({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { at, ownerId, ...submission } = FormSubmissionInput.parse(body);
  const now = portal.instant();
  const submittedAt = new Date(at ?? now).toISOString();
  const known = contactByEmail({ portal, at: now }, submission.email);
  const id = known?.id ?? portal.nextId("contacts");
  const earlier = { count: Number(known?.valueAt("num_conversion_events", now) ?? 0) };
  const write: Write = known
    ? {
        what: "properties-set",
        type: "contacts",
        id,
        properties: conversionProperties(submission, submittedAt, earlier),
      }
    : { what: "record-created", type: "contacts", id, properties: newContact(submission, submittedAt, ownerId) };
  portal.write(write, { type: "FORM", id: submission.formName });
  keepSubmission(portal, submission, submittedAt);
  return { contactId: id, isNew: known === undefined };
}

/** A form that the portal knows by this name keeps what was filled in. */
function keepSubmission(
  portal: Portal,
  { formName, pageUrl, email, firstName, lastName, company }: FormSubmission,
  at: string,
): void {
  const form = portal
    .documents("form", portal.instant())
    .find((known) => known.contentAt(portal.instant())?.["name"] === formName);
  if (!form) return;
  const given = { email, firstname: firstName, lastname: lastName, company };
  const values = Object.fromEntries(
    Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  const write: DatedWrite = { what: "form-submitted", formId: form.id, id: randomUUID(), pageUrl, values, at };
  portal.liveThrough([write], { type: "FORM", id: formName });
}

function newContact(submission: FormSubmission, submittedAt: string, ownerId: string | undefined): Properties {
  return {
    ...newContactProperties(submission, submittedAt),
    ...(ownerId !== undefined && { hubspot_owner_id: ownerId }),
  };
}

/** Somebody logs a call, an e-mail, a meeting, a message, a note or a task. */
export function logEngagement({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { type, contactIds, dealIds, ownerId, properties, timestamp, source } = EngagementInput.parse(body);
  const id = portal.nextId(type);
  const associations = [
    ...contactIds.map((contactId) => ({ to: { type: "contacts" as const, id: contactId } })),
    ...dealIds.map((dealId) => ({ to: { type: "deals" as const, id: dealId } })),
  ];
  const now = new Date(portal.instant()).toISOString();
  const write: Write = {
    what: "record-created",
    type,
    id,
    properties: {
      ...engagementDefaults(type, timestamp ?? now),
      ...(ownerId !== undefined && { hubspot_owner_id: ownerId }),
      ...(source !== undefined && { hs_engagement_source: source.type }),
      ...properties,
    },
    associations,
  };
  checkLife(portal, [{ ...write, at: now }]);
  portal.write(write, source ?? crmUi);
  return { id };
}
