import type { RecordType } from "../model/record-types.ts";
import type { StoredRecord } from "../model/stored-record.ts";
import type { Properties } from "../model/write.ts";
import type { Answer } from "./answer.ts";
import { batchAnswer, inputsOf } from "./batch-envelope.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { recordBy } from "./find-record.ts";
import { renderWritten } from "./objects.ts";
import { typeIn } from "./record-type.ts";
import { badRequest } from "./refusal.ts";
import { prepareCreate, prepareUpdate, writeCreate, writeUpdate } from "./write-record.ts";
import type { PreparedCreate } from "./write-record.ts";

type Prepared =
  | { readonly create: PreparedCreate }
  | { readonly record: StoredRecord; readonly properties: Properties };

/** Updates what a unique property finds and creates the rest. One invalid input fails the whole batch. */
export function upsertBatch(call: Call): Answer {
  const type = typeIn(call);
  const prepared = inputsOf(jsonBody(call), 100).map((input) => prepare(call, type, input));
  const results = prepared.map((one) => {
    if ("create" in one) {
      const record = writeCreate(call, type, one.create);
      return { ...(renderWritten(call, record, Object.keys(one.create.properties)) as object), new: true };
    }
    writeUpdate(call, one.record, one.properties);
    return { ...(renderWritten(call, one.record, Object.keys(one.properties)) as object), new: false };
  });
  return batchAnswer(call, 200, results, []);
}

function prepare(call: Call, type: RecordType, input: Readonly<Record<string, unknown>>): Prepared {
  const idProperty = plain(input["idProperty"]);
  const value = plain(input["id"]);
  if (idProperty === "") throw badRequest("Some required fields were not set: [idProperty]");
  const record = recordBy(call, type, idProperty, value);
  const given = (input["properties"] ?? {}) as object;
  if (record) return { record, properties: prepareUpdate(call, record, { properties: given }) };
  return { create: prepareCreate(call, type, { properties: { [idProperty]: value, ...given } }) };
}
