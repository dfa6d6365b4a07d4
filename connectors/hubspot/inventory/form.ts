import { z } from "zod";
import { formWords, type Form } from "../../../domain/inventory/form.ts";
import { everyPage, pageQuery } from "../every-page.ts";
import { get, one } from "../probe.ts";
import { Id, Instant, pageOf, parseAnswer } from "../schema.ts";
import { formsPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { oneOrNothing } from "./one-or-nothing.ts";

/** Forms that HubSpot found on foreign pages have next to no settings. */
const FormAnswer = z.object({
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
});
const FormPage = pageOf(FormAnswer);

const pageSize = 100;

/**
 * All forms that are not archived: those made in HubSpot, pop-ups, and those that it found on foreign pages. Straight
 * through the gateway: the generated client keeps of a form only what all kinds of forms share.
 */
export const form: InventoryKind<"form"> = {
  words: formWords,
  scopes: ["forms"],
  probes: [get("forms", formsPath, one)],
  async read(gateway) {
    const page = async (after: string | undefined) => {
      const query = { ...pageQuery(pageSize, after), formTypes: "all" };
      return parseAnswer(FormPage, "GET forms", await gateway.request("GET", formsPath, query));
    };
    return (await everyPage("GET forms", page)).map(asForm);
  },
  async readOne(gateway, id) {
    const answer = await oneOrNothing(gateway, `${formsPath}/${encodeURIComponent(id)}`);
    if (answer === null) return null;
    const one = parseAnswer(FormAnswer, "GET a form", answer);
    return one.archived === true ? null : asForm(one);
  },
};

function asForm({ configuration, fieldGroups, legalConsentOptions, ...answer }: z.output<typeof FormAnswer>): Form {
  return {
    type: "form",
    id: answer.id,
    name: answer.name,
    formType: answer.formType,
    createdAt: answer.createdAt,
    updatedAt: answer.updatedAt,
    properties: [
      ...new Set((fieldGroups ?? []).flatMap(({ fields }) => (fields ?? []).map(({ name }) => name))),
    ].sort(),
    notifiedUserIds: configuration?.notifyRecipients ?? [],
    notifiesOwner: configuration?.notifyContactOwner === true,
    lifecycleStages: configuration?.lifecycleStages ?? [],
    asksForConsent: (legalConsentOptions?.type ?? "none") !== "none",
    hasCaptcha: configuration?.recaptchaEnabled === true,
  };
}
