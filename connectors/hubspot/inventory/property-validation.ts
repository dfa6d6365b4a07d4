import { z } from "zod";
import {
  companyValidationWords,
  contactValidationWords,
  dealValidationWords,
  leadValidationWords,
  type PropertyValidation,
  type ValidationKind,
} from "../../../domain/inventory/property-validation.ts";
import type { Gateway } from "../gateway.ts";
import { get } from "../probe.ts";
import { parseAnswer } from "../schema.ts";
import { propertyValidationsPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";

const ValidationList = z.object({
  results: z.array(
    z.object({
      propertyName: z.string(),
      propertyValidationRules: z.array(
        z.object({
          ruleType: z.string(),
          ruleArguments: z.array(z.string()),
          shouldApplyNormalization: z.boolean().nullish(),
        }),
      ),
    }),
  ),
});

/** The rules of all properties of one record type: one answer without pages. Properties without rules are left out. */
async function readValidations<Kind extends ValidationKind>(
  gateway: Gateway,
  kind: Kind,
  objectTypeId: string,
): Promise<readonly PropertyValidation<Kind>[]> {
  const answer = await gateway.request("GET", propertyValidationsPath(objectTypeId));
  const { results } = parseAnswer(ValidationList, "GET the rules of properties", answer);
  return results
    .filter(({ propertyValidationRules }) => propertyValidationRules.length > 0)
    .map(({ propertyName, propertyValidationRules }) => ({
      type: kind,
      id: propertyName,
      name: propertyName,
      rules: propertyValidationRules
        .map(({ ruleType, ruleArguments, shouldApplyNormalization }) => ({
          rule: ruleType,
          limits: ruleArguments,
          normalizes: shouldApplyNormalization === true,
        }))
        .toSorted((one, other) => (one.rule < other.rule ? -1 : 1)),
    }));
}

const probe = (objectTypeId: string, records: string) => [
  get(`rules of properties of ${records}`, propertyValidationsPath(objectTypeId)),
];

export const contactValidation: InventoryKind<"contact-validation"> = {
  words: contactValidationWords,
  scopes: ["crm.objects.contacts.read"],
  probes: probe("0-1", "contacts"),
  read: async (gateway) => readValidations(gateway, "contact-validation", "0-1"),
};

export const companyValidation: InventoryKind<"company-validation"> = {
  words: companyValidationWords,
  scopes: ["crm.objects.companies.read"],
  probes: probe("0-2", "companies"),
  read: async (gateway) => readValidations(gateway, "company-validation", "0-2"),
};

export const dealValidation: InventoryKind<"deal-validation"> = {
  words: dealValidationWords,
  scopes: ["crm.objects.deals.read"],
  probes: probe("0-3", "deals"),
  read: async (gateway) => readValidations(gateway, "deal-validation", "0-3"),
};

export const leadValidation: InventoryKind<"lead-validation"> = {
  words: leadValidationWords,
  scopes: ["crm.objects.leads.read"],
  probes: probe("0-136", "leads"),
  read: async (gateway) => readValidations(gateway, "lead-validation", "0-136"),
};
