import { z } from "zod";
import type { Form } from "../../domain/inventory/inventory.ts";
import { everyPage, pageQuery } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { Id, Instant, pageOf, parseAnswer } from "./schema.ts";
import { formsPath } from "./versions.ts";

/** Forms that HubSpot found on foreign pages have next to no settings. */
const FormPage = pageOf(
  z.object({
    id: z.string(),
    name: z.string(),
    formType: z.string(),
    createdAt: Instant,
    updatedAt: Instant,
    archived: z.boolean().nullish(),
    fieldGroups: z.array(z.object({ fields: z.array(z.object({ name: z.string() })).nullish() })).nullish(),
    configuration: z
      .object({
        notifyRecipients: z.array(Id).nullish(),
        notifyContactOwner: z.boolean().nullish(),
        lifecycleStages: z.array(z.object({ objectTypeId: z.string(), value: z.string() })).nullish(),
        recaptchaEnabled: z.boolean().nullish(),
      })
      .nullish(),
    legalConsentOptions: z.object({ type: z.string() }).nullish(),
  }),
);

export interface FormReads {
  /** All forms that are not archived: those made in HubSpot, pop-ups, and those that it found on foreign pages. */
  forms(): Promise<readonly Form[]>;
}

const pageSize = 100;

/** Straight through the gateway: the generated client keeps of a form only what all kinds of forms share. */
export function readForms(gateway: Gateway): FormReads {
  return {
    async forms() {
      const read = async (after: string | undefined) => {
        const query = { ...pageQuery(pageSize, after), formTypes: "all" };
        return parseAnswer(FormPage, "GET forms", await gateway.request("GET", formsPath, query));
      };
      return (await everyPage("GET forms", read)).map(
        ({ configuration, fieldGroups, legalConsentOptions, ...form }) => ({
          type: "form",
          id: form.id,
          name: form.name,
          formType: form.formType,
          createdAt: form.createdAt,
          updatedAt: form.updatedAt,
          properties: [
            ...new Set((fieldGroups ?? []).flatMap(({ fields }) => (fields ?? []).map(({ name }) => name))),
          ].sort(),
          notifiedUserIds: configuration?.notifyRecipients ?? [],
          notifiesOwner: configuration?.notifyContactOwner === true,
          lifecycleStages: configuration?.lifecycleStages ?? [],
          asksForConsent: (legalConsentOptions?.type ?? "none") !== "none",
          hasCaptcha: configuration?.recaptchaEnabled === true,
        }),
      );
    },
  };
}
