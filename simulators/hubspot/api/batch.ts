import { traitsOf } from "../model/record-types.ts";
import type { StoredRecord } from "../model/stored-record.ts";
import { noContent } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { batchAnswer, inputsOf, notFound } from "./batch-envelope.ts";
import type { Input } from "./batch-envelope.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { createEach } from "./create-each.ts";
import { recordBy } from "./find-record.ts";
import { renderWritten } from "./objects.ts";
import { typeIn } from "./record-type.ts";
import { renderRecord } from "./render-record.ts";
import { prepareCreate, prepareUpdate, writeCreate, writeUpdate } from "./write-record.ts";

/**
 * Records by id, or by a property that is unique. Ids that are not there come back as errors beside the others, with
 * 207.
 */
export function readBatch(call: Call): Answer {
  const type = typeIn(call);
  const body = jsonBody(call);
  const propertiesWithHistory = strings(body["propertiesWithHistory"]);
  const inputs = inputsOf(body, propertiesWithHistory.length > 0 ? 50 : 100, propertiesWithHistory.length > 0);
  const wanted = { properties: strings(body["properties"]), propertiesWithHistory, associations: [] };
  const isArchived = call.query.get("archived") === "true";
  const idProperty = plain(body["idProperty"]) || null;

  const results: unknown[] = [];
  const missing: string[] = [];
  for (const id of new Set(inputs.map(idOf))) {
    const record = recordBy(call, type, idProperty, id);
    if (record && record.isArchived(call.at) === isArchived)
      results.push(renderRecord({ portal: call.portal, record, at: call.at }, wanted));
    else missing.push(id);
  }
  return batchAnswer(call, 200, results, missing.length > 0 ? [notFound(traitsOf[type].singular, missing)] : []);
}

/**
 * Every input is checked before any is written: an invalid one fails the whole batch, unless all can be told apart by a
 * trace id.
 */
export function createBatch(call: Call): Answer {
  const type = typeIn(call);
  const inputs = inputsOf(jsonBody(call), 100);
  if (inputs.length > 0 && inputs.every((input) => plain(input["objectWriteTraceId"]) !== ""))
    return createEach(call, type, inputs);
  const prepared = inputs.map((input) => prepareCreate(call, type, input));
  const results = prepared.map((create) =>
    renderWritten(call, writeCreate(call, type, create), Object.keys(create.properties)),
  );
  return batchAnswer(call, 201, results, []);
}

/** A record that became part of another cannot be updated by its former id. */
export function updateBatch(call: Call): Answer {
  const type = typeIn(call);
  const missing: string[] = [];
  const prepared: { record: StoredRecord; properties: Readonly<Record<string, string>> }[] = [];
  for (const input of inputsOf(jsonBody(call), 100)) {
    const idProperty = plain(input["idProperty"]) || null;
    const record = recordBy(call, type, idProperty, idOf(input));
    const isMerged = idProperty === null && record?.id !== idOf(input);
    if (record && !isMerged && !record.isArchived(call.at))
      prepared.push({ record, properties: prepareUpdate(call, record, input) });
    else missing.push(idOf(input));
  }
  for (const { record, properties } of prepared) writeUpdate(call, record, properties);
  const results = prepared.map(({ record, properties }) => renderWritten(call, record, Object.keys(properties)));
  return batchAnswer(call, 200, results, missing.length > 0 ? [notFound(traitsOf[type].singular, missing)] : []);
}

export function archiveBatch(call: Call): Answer {
  const type = typeIn(call);
  for (const input of inputsOf(jsonBody(call), 100)) {
    const record = call.portal.record(type, idOf(input), call.at);
    if (record && !record.isArchived(call.at))
      call.portal.write({ what: "record-archived", type, id: record.id }, call.source);
  }
  return noContent;
}

const idOf = (input: Input): string => plain(input["id"]);

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
