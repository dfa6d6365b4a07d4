import { parts } from "./parts.ts";
import { flag, names } from "./tell.ts";
import { defineWords } from "./words.ts";

/** What values of a property must keep to, for each record type apart. A property without rules has no item. */
export const validationKinds = [
  "contact-validation",
  "company-validation",
  "deal-validation",
  "lead-validation",
] as const;
export type ValidationKind = (typeof validationKinds)[number];

export interface ValidationRule {
  /** HubSpot's word, such as "MAX_LENGTH". */
  readonly rule: string;
  /** What it is held against, such as "40". */
  readonly limits: readonly string[];
  /** Values are changed to fit before they are refused. */
  readonly normalizes: boolean;
}

export interface PropertyValidation<Kind extends ValidationKind = "contact-validation"> {
  readonly type: Kind;
  /** The property's internal name. */
  readonly id: string;
  /** The same: the rules name no label. */
  readonly name: string;
  readonly rules: readonly ValidationRule[];
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    "contact-validation": PropertyValidation;
    "company-validation": PropertyValidation<"company-validation">;
    "deal-validation": PropertyValidation<"deal-validation">;
    "lead-validation": PropertyValidation<"lead-validation">;
  }
}

const wordsOf = <Kind extends ValidationKind>(kind: Kind) =>
  defineWords<PropertyValidation<Kind>>({
    kind,
    noun: `rules of ${kind.replace("-validation", " property")}`,
    fields: {
      rules: parts<ValidationRule>({
        noun: "Rule",
        key: ({ rule }) => rule,
        name: ({ rule }) => rule.toLowerCase().replaceAll("_", " "),
        fields: { limits: names("limits"), normalizes: flag("Values are normalized", "Values are not normalized") },
      }),
    },
  });

export const contactValidationWords = wordsOf("contact-validation");
export const companyValidationWords = wordsOf("company-validation");
export const dealValidationWords = wordsOf("deal-validation");
export const leadValidationWords = wordsOf("lead-validation");
