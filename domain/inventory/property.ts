import { parts } from "./parts.ts";
import { flag, renamed, text, word } from "./tell.ts";
import { defineWords } from "./words.ts";

/** The definitions of properties, for each record type apart, since each has a scope of its own. */
export const propertyKinds = ["contact-property", "company-property", "deal-property", "lead-property"] as const;
export type PropertyKind = (typeof propertyKinds)[number];

export interface PropertyOption {
  readonly value: string;
  readonly label: string;
  readonly isHidden: boolean;
}

export interface Property<Kind extends PropertyKind = PropertyKind> {
  readonly type: Kind;
  /** Its internal name, such as "lifecyclestage", by which records, forms and workflows speak of it. */
  readonly id: string;
  /** The label that people see. */
  readonly name: string;
  /** HubSpot's word, such as "enumeration". */
  readonly dataType: string;
  /** How it is filled in, such as "select". */
  readonly fieldType: string;
  /** Empty for a property that lists owners. */
  readonly options: readonly PropertyOption[];
  readonly isCalculated: boolean;
  readonly formula: string | null;
  readonly isHubSpotDefined: boolean;
  readonly isArchived: boolean;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    "contact-property": Property<"contact-property">;
    "company-property": Property<"company-property">;
    "deal-property": Property<"deal-property">;
    "lead-property": Property<"lead-property">;
  }
}

const wordsOf = <Kind extends PropertyKind>(kind: Kind) =>
  defineWords<Property<Kind>>({
    kind,
    noun: kind.replace("-", " "),
    fields: {
      isArchived: flag("Archived", "Restored from the archive"),
      name: renamed,
      dataType: word("Type"),
      fieldType: word("Field type"),
      options: parts<PropertyOption>({
        noun: "Option",
        key: ({ value }) => value,
        name: ({ label }) => label,
        fields: { label: renamed, isHidden: flag("Hidden", "Shown again") },
        isOrdered: true,
      }),
      isCalculated: flag("Now calculated", "No longer calculated"),
      formula: text("Formula"),
    },
  });

export const contactPropertyWords = wordsOf("contact-property");
export const companyPropertyWords = wordsOf("company-property");
export const dealPropertyWords = wordsOf("deal-property");
export const leadPropertyWords = wordsOf("lead-property");
