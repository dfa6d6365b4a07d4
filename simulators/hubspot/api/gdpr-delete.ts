import { noContent } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { recordBy } from "./find-record.ts";
import { typeIn } from "./record-type.ts";
import { badRequest, resourceNotFound } from "./refusal.ts";

/** Removes a contact for good. An address that nobody has is only barred from then on, which is no fault. */
export function purgeContact(call: Call): Answer {
  const type = typeIn(call);
  if (type !== "contacts") throw badRequest(`Objects of type ${type} cannot be deleted for good`);
  const body = jsonBody(call);
  const idProperty = plain(body["idProperty"]) || null;
  const record = recordBy(call, type, idProperty, plain(body["objectId"]));
  if (record) call.portal.write({ what: "record-purged", type, id: record.id }, call.source);
  else if (idProperty === null) throw resourceNotFound();
  return noContent;
}
