import type { AdminRequest } from "../../admin-router.ts";
import { conversionProperties } from "../acts/form-submission.ts";
import { importedProperties } from "../acts/import-contacts.ts";
import { contactByEmail } from "../api/write-record.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import type { Portal } from "../model/portal.ts";
import type { Source } from "../model/source.ts";
import type { Properties } from "../model/write.ts";
import { ImportInput, LeadAdInput } from "./inputs.ts";

/** Ways in which people get into a portal beside its forms; an integration uses HubSpot's own API. */

/** Somebody imports a file of contacts: new ones are created, those that are known by their address get the values. */
export function importContacts({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { fileName, contacts, importId = String(portal.journal.lastSeq + 1) } = ImportInput.parse(body);
  const source: Source = { type: "IMPORT", id: importId };
  const ids = contacts.map(({ email, properties }) =>
    putContact(portal, email, source, {
      ifNew: importedProperties({ email, properties }, importId, fileName),
      ifKnown: properties,
    }),
  );
  return { importId, contactIds: ids };
}

/**
 * Somebody fills in the form of an advertisement in a social network, which hands it over. HubSpot counts it as a
 * conversion.
 */
export function receiveLeadAd({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { email, network, formName, campaign, at, ownerId, ...person } = LeadAdInput.parse(body);
  const now = portal.instant();
  const submittedAt = new Date(at ?? now).toISOString();
  const known = contactByEmail({ portal, at: now }, email);
  const count = Number(known?.valueAt("num_conversion_events", now) ?? 0);
  const form = { email, formName, pageTitle: `${network} Lead Ads`, pageUrl: "", ...person };
  const conversion = conversionProperties(form, submittedAt, { count });
  const source: Source = { type: "ADS", id: network };
  const id = putContact(portal, email, source, {
    ifNew: {
      email: email.toLowerCase(),
      lifecyclestage: "lead",
      hs_analytics_source: "PAID_SOCIAL",
      hs_analytics_source_data_1: network,
      ...(campaign !== undefined && { hs_analytics_source_data_2: campaign }),
      ...(ownerId !== undefined && { hubspot_owner_id: ownerId }),
      ...conversion,
    },
    ifKnown: conversion,
  });
  return { contactId: id, isNew: known === undefined };
}

function putContact(
  portal: Portal,
  email: string,
  source: Source,
  { ifNew, ifKnown }: { readonly ifNew: Properties; readonly ifKnown: Properties },
): string {
  const known = contactByEmail({ portal, at: portal.instant() }, email);
  const id = known?.id ?? portal.nextId("contacts");
  if (known === undefined) portal.write({ what: "record-created", type: "contacts", id, properties: ifNew }, source);
  else if (Object.keys(ifKnown).length > 0)
    portal.write({ what: "properties-set", type: "contacts", id, properties: ifKnown }, source);
  return id;
}
