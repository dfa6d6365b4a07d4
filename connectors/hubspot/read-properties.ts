import { CoreApi, createConfiguration } from "@hubspot/api-client/lib/codegen/crm/properties/index.js";
import { z } from "zod";
import type { Property, PropertyKind } from "../../domain/inventory/inventory.ts";
import type { Gateway } from "./gateway.ts";
import { generated, through } from "./generated.ts";
import { Instant, parseAnswer } from "./schema.ts";

const PropertyNames = z.object({
  results: z
    .array(z.object({ name: z.string(), type: z.string().nullish(), createdAt: Instant.nullish().catch(null) }))
    .nonempty(),
});
const PropertyList = z.object({
  results: z.array(
    z.object({
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
    }),
  ),
});

export interface PropertyReads {
  /**
   * Names of all properties that records of this type have, each with its type and when it was made: one that was made
   * anew under the name is another. Reads ignore unknown names, so ask before you trust an empty value.
   */
  propertyNames(objectType: string): Promise<ReadonlyMap<string, string>>;
  /** The definitions of one type's properties, the archived ones too. */
  properties(kind: PropertyKind): Promise<readonly Property[]>;
}

const objectTypeOfKind: Readonly<Record<PropertyKind, string>> = {
  "contact-property": "contacts",
  "company-property": "companies",
  "deal-property": "deals",
  "lead-property": "leads",
};

export function readProperties(gateway: Gateway): PropertyReads {
  const api = new CoreApi(createConfiguration(through(gateway)));
  const read = async (objectType: string, isArchived: boolean) => {
    const asked = `GET ${isArchived ? "archived " : ""}properties of ${objectType}`;
    return { asked, answer: await generated(asked, api.getAll(objectType, isArchived)) };
  };
  return {
    async propertyNames(objectType) {
      const { asked, answer } = await read(objectType, false);
      const { results } = parseAnswer(PropertyNames, asked, answer);
      return new Map(
        results.map(({ name, type, createdAt }) => [name, `${type ?? ""} ${createdAt?.toISOString() ?? ""}`.trim()]),
      );
    },

    async properties(kind) {
      const lists = [await read(objectTypeOfKind[kind], false), await read(objectTypeOfKind[kind], true)];
      return lists.flatMap(({ asked, answer }) =>
        parseAnswer(PropertyList, asked, answer).results.map((definition): Property => asProperty(kind, definition)),
      );
    },
  };
}

function asProperty(kind: PropertyKind, definition: z.output<typeof PropertyList>["results"][number]): Property {
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
