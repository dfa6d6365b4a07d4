import type { AdminRequest } from "../../admin-router.ts";
import { NotFound } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { crmUi } from "../model/source.ts";
import { DocumentInput, DocumentKindInput } from "./inputs.ts";

/** Makes a form, a workflow, a list, an e-mail, a role or an entry of a log, or a further revision of one. */
export function saveDocument({ portal }: HostedPortal, { params, body }: AdminRequest): unknown {
  const kind = DocumentKindInput.parse(params["kind"]);
  const id = params["documentId"] ?? "";
  portal.write({ what: "document-saved", kind, id, content: DocumentInput.parse(body) }, crmUi);
  return { kind, id };
}

export function deleteDocument({ portal }: HostedPortal, { params }: AdminRequest): unknown {
  const kind = DocumentKindInput.parse(params["kind"]);
  const id = params["documentId"] ?? "";
  if (!portal.document(kind, id, portal.instant())) throw new NotFound(`There is no ${kind} ${id}.`);
  portal.write({ what: "document-deleted", kind, id }, crmUi);
  return { kind, id };
}
