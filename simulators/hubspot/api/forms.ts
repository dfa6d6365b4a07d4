import type { PortalDocument } from "../model/document.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { names } from "./call.ts";
import type { Call } from "./call.ts";
import { formDefaults } from "./form-defaults.ts";
import { offsetPage } from "./offset-page.ts";
import { resourceNotFound } from "./refusal.ts";

/** Forms in the order in which they were made; without `formTypes`, those made in HubSpot. */
export function listForms(call: Call): Answer {
  const types = names(call.query, "formTypes");
  const wanted = new Set(types.length > 0 ? types : ["hubspot"]);
  const isArchived = call.query.get("archived") === "true";
  const forms = call.portal
    .documents("form", call.at)
    .map((form) => renderForm(call, form))
    .filter((form) => (wanted.has("all") || wanted.has(form.formType)) && form.archived === isArchived);
  return ok(offsetPage(call, forms, { standard: 20, max: 100 }, "/marketing/v3/forms"));
}

export function readForm(call: Call): Answer {
  const form = call.portal.document("form", call.params["id"] ?? "", call.at);
  if (!form) throw resourceNotFound();
  return ok(renderForm(call, form));
}

function renderForm({ at }: Call, form: PortalDocument) {
  const content = form.contentAt(at) ?? {};
  return {
    ...formDefaults,
    ...content,
    id: form.id,
    name: String(content["name"]),
    formType: typeof content["formType"] === "string" ? content["formType"] : "hubspot",
    archived: content["archived"] === true,
    createdAt: new Date(form.createdAt).toISOString(),
    updatedAt: new Date(form.updatedAt(at)).toISOString(),
  };
}
