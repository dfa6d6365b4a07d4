import { traitsOf } from "../model/record-types.ts";
import type { StoredRecord } from "../model/stored-record.ts";
import { noContent } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { renderWritten } from "./objects.ts";
import { typeIn } from "./record-type.ts";
import { badRequest } from "./refusal.ts";
import { renderRecord } from "./render-record.ts";
import { contactByEmail, prepareCreate, prepareUpdate, writeCreate, writeUpdate } from "./write-record.ts";

type Input = Readonly<Record<string, unknown>>;

/** Records by id, or contacts by e-mail. Ids that are not there come back as errors beside the others, with 207. */
export function readBatch(call: Call): Answer {
  const type = typeIn(call);
  const body = jsonBody(call);
  const propertiesWithHistory = strings(body["propertiesWithHistory"]);
  const inputs = inputsOf(body, propertiesWithHistory.length > 0 ? 50 : 100, propertiesWithHistory.length > 0);
  const wanted = { properties: strings(body["properties"]), propertiesWithHistory, associations: [] };
  const isArchived = call.query.get("archived") === "true";

  const results: unknown[] = [];
  const missing: string[] = [];
  for (const id of new Set(inputs.map(idOf))) {
    const record = body["idProperty"] === "email" ? contactByEmail(call, id) : call.portal.record(type, id, call.at);
    if (record && record.isArchived(call.at) === isArchived)
      results.push(renderRecord({ portal: call.portal, record, at: call.at }, wanted));
    else missing.push(id);
  }
  return batchAnswer(call, 200, results, missing.length > 0 ? [notFound(traitsOf[type].singular, missing)] : []);
}

/** Every input is checked before any is written: an invalid one fails the whole batch. */
export function createBatch(call: Call): Answer {
  const type = typeIn(call);
  const prepared = inputsOf(jsonBody(call), 100).map((input) => prepareCreate(call, type, input));
  const results = prepared.map((create) => renderWritten(call, writeCreate(call, type, create), Object.keys(create.properties)));
  return batchAnswer(call, 201, results, []);
}

export function updateBatch(call: Call): Answer {
  const type = typeIn(call);
  const missing: string[] = [];
  const prepared: { record: StoredRecord; properties: Readonly<Record<string, string>> }[] = [];
  for (const input of inputsOf(jsonBody(call), 100)) {
    const record = call.portal.record(type, idOf(input), call.at);
    if (record && !record.isArchived(call.at)) prepared.push({ record, properties: prepareUpdate(call, record, input) });
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
    if (record && !record.isArchived(call.at)) call.portal.write({ what: "record-archived", type, id: record.id }, call.source);
  }
  return noContent;
}

/** The inputs of a batch, refused beyond the endpoint's number. */
export function inputsOf(body: Readonly<Record<string, unknown>>, max: number, isHistoryRead = false): readonly Input[] {
  const inputs = body["inputs"];
  if (!Array.isArray(inputs))
    throw badRequest("Invalid input JSON on line 1, column 2. Some required fields were not set: [inputs]");
  if (inputs.length > max) {
    const kind = isHistoryRead ? "batch request for property histories" : "batch";
    throw badRequest(
      `The maximum number of inputs supported in a ${kind} is ${max}. Please reduce the number of items and try again`,
    );
  }
  return inputs as Input[];
}

/** The envelope of every batch: 207 as soon as one input came to nothing. */
export function batchAnswer(call: Call, status: 200 | 201, results: readonly unknown[], errors: readonly unknown[]): Answer {
  const now = new Date(call.at).toISOString();
  const faults = errors.length > 0 ? { numErrors: errors.length, errors } : {};
  return {
    status: errors.length > 0 ? 207 : status,
    body: { status: "COMPLETE", results, ...faults, startedAt: now, completedAt: now },
  };
}

const idOf = (input: Input): string => plain(input["id"]);

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const notFound = (singular: string, ids: readonly string[]) => ({
  status: "error",
  category: "OBJECT_NOT_FOUND",
  message: `Could not get some ${singular} objects, they may be deleted or not exist. Check that ids are valid.`,
  context: { ids },
});
