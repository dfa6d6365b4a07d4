import type { StoredRecord } from "../model/stored-record.ts";
import { created, noContent, ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, names } from "./call.ts";
import type { Call } from "./call.ts";
import { limitOf, pagingTo } from "./paging.ts";
import { presentRecord, typeIn } from "./record-type.ts";
import { objectNotFound, resourceNotFound, unparsableParameter } from "./refusal.ts";
import { renderRecord } from "./render-record.ts";
import type { Wanted } from "./render-record.ts";
import { recordBy } from "./find-record.ts";
import { prepareCreate, prepareUpdate, writeCreate, writeUpdate } from "./write-record.ts";

/**
 * All records in the order of their ids. `after` is the id of the first record of the page, whether or not it still
 * exists.
 */
export function listObjects(call: Call): Answer {
  const type = typeIn(call);
  const wanted = wantedIn(call);
  const limit = limitOf(call, { standard: 10, max: wanted.propertiesWithHistory.length > 0 ? 50 : 100 });
  const after = call.query.get("after") || "0";
  if (!/^\d+$/.test(after)) throw unparsableParameter("after");
  const isArchived = call.query.get("archived") === "true";

  const page: StoredRecord[] = [];
  let next: StoredRecord | undefined;
  for (const record of call.portal.records(type).from(Number(after))) {
    if (!record.exists(call.at) || record.isArchived(call.at) !== isArchived) continue;
    if (page.length === limit) {
      next = record;
      break;
    }
    page.push(record);
  }
  const results = page.map((record) => renderRecord({ portal: call.portal, record, at: call.at }, wanted));
  return ok({ results, ...(next && pagingTo(call, `/crm/v3/objects/${type}`, next.id)) });
}

export function readObject(call: Call): Answer {
  const type = typeIn(call);
  const id = call.params["id"] ?? "";
  const idProperty = call.query.get("idProperty");
  if (idProperty === null && !/^\d+$/.test(id)) throw objectNotFound(id);
  const record = recordBy(call, type, idProperty, id);
  if (!record || record.isArchived(call.at) !== (call.query.get("archived") === "true")) throw resourceNotFound();
  return ok(renderRecord({ portal: call.portal, record, at: call.at }, wantedIn(call)));
}

export function createObject(call: Call): Answer {
  const type = typeIn(call);
  const prepared = prepareCreate(call, type, jsonBody(call));
  const record = writeCreate(call, type, prepared);
  return created(renderWritten(call, record, Object.keys(prepared.properties)));
}

export function updateObject(call: Call): Answer {
  const type = typeIn(call);
  const id = call.params["id"] ?? "";
  const idProperty = call.query.get("idProperty");
  const record = idProperty === null ? presentRecord(call, type, id) : recordBy(call, type, idProperty, id);
  if (!record) throw resourceNotFound();
  const properties = prepareUpdate(call, record, jsonBody(call));
  writeUpdate(call, record, properties);
  return ok(renderWritten(call, record, Object.keys(properties)));
}

/** Deleting what is not there is no fault. */
export function archiveObject(call: Call): Answer {
  const type = typeIn(call);
  const id = call.params["id"] ?? "";
  const record = call.portal.record(type, id, call.at);
  if (record && !record.isArchived(call.at)) call.portal.write({ what: "record-archived", type, id }, call.source);
  return noContent;
}

/** A record after a write. In real time it happened a moment after the call's instant was taken. */
export function renderWritten(call: Call, record: StoredRecord, properties: readonly string[]): unknown {
  const view = { portal: call.portal, record, at: call.portal.instant() };
  return renderRecord(view, { properties, propertiesWithHistory: [], associations: [] });
}

function wantedIn({ query }: Call): Wanted {
  return {
    properties: names(query, "properties"),
    propertiesWithHistory: names(query, "propertiesWithHistory"),
    associations: names(query, "associations"),
  };
}
