import type { Portal } from "../model/portal.ts";
import type { DatedWrite, RecordReference } from "../model/write.ts";

/**
 * Refuses a life that cannot have happened, before any of it is written: backwards in time, or about what is not there
 * yet.
 */
export function checkLife(portal: Portal, writes: readonly DatedWrite[]): void {
  const createdHere = new Set<string>();
  let latest = "";
  for (const [index, write] of writes.entries()) {
    const fail = (why: string): never => {
      throw new Error(`writes[${index}] (${write.what} at ${write.at}): ${why}`);
    };
    const at = new Date(write.at).toISOString();
    if (at < latest) fail(`it lies before the write ahead of it, which is of ${latest}.`);
    latest = at;
    const needs = (known: boolean, key: string) => known || createdHere.has(key) || fail(`there is no ${key} yet.`);
    const creates = (known: boolean, key: string) =>
      known || createdHere.has(key) ? fail(`${key} exists already.`) : createdHere.add(key);
    const needsRecord = ({ type, id }: RecordReference) =>
      needs(portal.records(type).get(id) !== undefined, `${type}/${id}`);

    switch (write.what) {
      case "record-created":
        creates(portal.records(write.type).get(write.id) !== undefined, `${write.type}/${write.id}`);
        break;
      case "owner-created":
        creates(portal.owners.has(write.id), `owners/${write.id}`);
        break;
      case "owner-deactivated":
      case "owner-reactivated":
      case "owner-moved":
        needs(portal.owners.has(write.id), `owners/${write.id}`);
        break;
      case "campaign-created":
        creates(portal.campaigns.has(write.id), `campaigns/${write.id}`);
        break;
      case "campaign-changed":
      case "campaign-deleted":
      case "campaign-asset-added":
        needs(portal.campaigns.has(write.id), `campaigns/${write.id}`);
        break;
      case "document-saved":
        createdHere.add(`${write.kind}/${write.id}`);
        break;
      case "document-deleted":
        needs(portal.document(write.kind, write.id, Infinity) !== undefined, `${write.kind}/${write.id}`);
        break;
      case "form-submitted":
        needs(portal.document("form", write.formId, Infinity) !== undefined, `form/${write.formId}`);
        break;
      case "pipeline-saved":
      case "pipeline-deleted":
      case "property-created":
      case "property-changed":
      case "property-archived":
        break;
      case "record-merged":
        needsRecord(write);
        needsRecord({ type: write.type, id: write.merged });
        if (write.into !== undefined)
          creates(portal.records(write.type).get(write.into) !== undefined, `${write.type}/${write.into}`);
        break;
      default:
        needsRecord(write);
    }

    if ("to" in write) needsRecord(write.to);
    if (write.what === "record-created") for (const { to } of write.associations ?? []) needsRecord(to);
  }
}
