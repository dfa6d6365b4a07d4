import { CoreApi, createConfiguration } from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import { z } from "zod";
import {
  companyPropertyWords,
  contactPropertyWords,
  dealPropertyWords,
  leadPropertyWords,
  type Property,
  type PropertyKind,
} from "../../../domain/inventory/property.ts";
import type { Gateway } from "../gateway.ts";
import { generated, through } from "../generated.ts";
import { get } from "../probe.ts";
import { parseAnswer } from "../schema.ts";
import { propertyPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { oneOrNothing } from "./one-or-nothing.ts";

const Definition = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  fieldType: z.string(),
  options: z.array(z.object({ label: z.string(), value: z.string(), hidden: z.boolean().nullish() })),
  calculated: z.boolean().nullish(),
  calculationFormula: z.string().nullish(),
  externalOptions: z.boolean().nullish(),
  archived: z.boolean().nullish(),
  hubspotDefined: z.boolean().nullish(),
});
const PropertyList = z.object({ results: z.array(Definition) });

/** The definitions of one record type's properties, the archived ones too. */
async function readProperties<Kind extends PropertyKind>(
  gateway: Gateway,
  kind: Kind,
  objectType: string,
): Promise<readonly Property<Kind>[]> {
  const api = new CoreApi(createConfiguration(through(gateway)));
  const properties: Property<Kind>[] = [];
  for (const isArchived of [false, true]) {
    const asked = `GET ${isArchived ? "archived " : ""}properties of ${objectType}`;
    const answer = await generated(asked, api.getAll(objectType, isArchived));
    properties.push(...parseAnswer(PropertyList, asked, answer).results.map((one) => asProperty(kind, one)));
  }
  return properties;
}

/** One definition, archived or not. */
async function readProperty<Kind extends PropertyKind>(
  gateway: Gateway,
  kind: Kind,
  { objectType, name }: { readonly objectType: string; readonly name: string },
): Promise<Property<Kind> | null> {
  for (const archived of ["false", "true"]) {
    const answer = await oneOrNothing(gateway, propertyPath(objectType, name), { archived });
    if (answer !== null) return asProperty(kind, parseAnswer(Definition, `GET a property of ${objectType}`, answer));
  }
  return null;
}

function asProperty<Kind extends PropertyKind>(kind: Kind, definition: z.output<typeof Definition>): Property<Kind> {
  return {
    type: kind,
    id: definition.name,
    name: definition.label,
    dataType: definition.type,
    fieldType: definition.fieldType,
    // Those of an owner list are the people of the portal, who come and go: no change of the definition.
    options: definition.externalOptions
      ? []
      : definition.options.map(({ value, label, hidden }) => ({ value, label, isHidden: hidden === true })),
    isCalculated: definition.calculated === true,
    formula: definition.calculationFormula ?? null,
    isHubSpotDefined: definition.hubspotDefined === true,
    isArchived: definition.archived === true,
  };
}

export const propertyProbe = (objectType: string) =>
  get(`properties of ${objectType}`, propertyPath(objectType, "hs_object_id"));

export const contactProperty: InventoryKind<"contact-property"> = {
  words: contactPropertyWords,
  scopes: ["crm.objects.contacts.read"],
  probes: [propertyProbe("contacts")],
  isNeverEmpty: true,
  read: async (gateway) => readProperties(gateway, "contact-property", "contacts"),
  readOne: async (gateway, name) => readProperty(gateway, "contact-property", { objectType: "contacts", name }),
};

export const companyProperty: InventoryKind<"company-property"> = {
  words: companyPropertyWords,
  scopes: ["crm.objects.companies.read"],
  probes: [propertyProbe("companies")],
  isNeverEmpty: true,
  read: async (gateway) => readProperties(gateway, "company-property", "companies"),
  readOne: async (gateway, name) => readProperty(gateway, "company-property", { objectType: "companies", name }),
};

export const dealProperty: InventoryKind<"deal-property"> = {
  words: dealPropertyWords,
  scopes: ["crm.objects.deals.read"],
  probes: [propertyProbe("deals")],
  isNeverEmpty: true,
  read: async (gateway) => readProperties(gateway, "deal-property", "deals"),
  readOne: async (gateway, name) => readProperty(gateway, "deal-property", { objectType: "deals", name }),
};

export const leadProperty: InventoryKind<"lead-property"> = {
  words: leadPropertyWords,
  scopes: ["crm.objects.leads.read"],
  probes: [propertyProbe("leads")],
  read: async (gateway) => readProperties(gateway, "lead-property", "leads"),
  readOne: async (gateway, name) => readProperty(gateway, "lead-property", { objectType: "leads", name }),
};
