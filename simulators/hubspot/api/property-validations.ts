import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { typeIn } from "./record-type.ts";

/** The rules that values of a record type's properties must keep to. Documents are named `{type}/{property}`. */
export function listPropertyValidations(call: Call): Answer {
  const prefix = `${typeIn(call)}/`;
  const results = call.portal
    .documents("property-validation", call.at)
    .filter(({ id }) => id.startsWith(prefix))
    .map((document) => ({
      propertyName: document.id.slice(prefix.length),
      propertyValidationRules: document.contentAt(call.at)?.["rules"] ?? [],
    }));
  return ok({ results });
}
