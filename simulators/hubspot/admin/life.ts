import type { AdminRequest } from "../../admin-router.ts";
import { conversionProperties, newContactProperties } from "../acts/form-submission.ts";
import { engagementDefaults } from "../acts/engagement.ts";
import { contactByEmail } from "../api/write-record.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { crmUi } from "../model/source.ts";
import type { Write } from "../model/write.ts";
import { checkLife } from "./check-life.ts";
import { EngagementInput, FormSubmissionInput, LifeInput } from "./inputs.ts";

/** Writes a stretch of life at the instants that its author chose. */
export function liveThrough({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { writes } = LifeInput.parse(body);
  checkLife(portal, writes);
  portal.liveThrough(writes, crmUi);
  return { applied: writes.length };
}

/** A visitor fills in a form: HubSpot creates the contact, or finds it by its e-mail address. */
export function submitForm({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { at: chosenAt, ownerId, ...submission } = FormSubmissionInput.parse(body);
  const at = chosenAt === undefined ? portal.instant() : Date.parse(chosenAt);
  const submittedAt = new Date(at).toISOString();
  const owner = ownerId === undefined ? {} : { hubspot_owner_id: ownerId };
  const known = contactByEmail({ portal, at }, submission.email);
  const id = known?.id ?? portal.nextId("contacts");
  const write: Write = known
    ? {
        what: "properties-set",
        type: "contacts",
        id,
        properties: conversionProperties(submission, submittedAt, {
          count: Number(known.valueAt("num_conversion_events", at) ?? 0),
        }),
      }
    : {
        what: "record-created",
        type: "contacts",
        id,
        properties: { ...newContactProperties(submission, submittedAt), ...owner },
      };
  portal.liveThrough([{ ...write, at: submittedAt }], { type: "FORM", id: submission.formName });
  return { contactId: id, isNew: known === undefined };
}

/** Somebody logs a call, an e-mail, a meeting, a message, a note or a task. */
export function logEngagement({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { type, contactIds, dealIds, ownerId, properties, timestamp } = EngagementInput.parse(body);
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
      ...properties,
    },
    associations,
  };
  checkLife(portal, [{ ...write, at: now }]);
  portal.write(write, crmUi);
  return { id };
}
