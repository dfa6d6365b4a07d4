import type { RecordType } from "../model/record-types.ts";
import type { Answer } from "./answer.ts";
import { batchAnswer, standardError } from "./batch-envelope.ts";
import type { Input } from "./batch-envelope.ts";
import { plain } from "./call.ts";
import type { Call } from "./call.ts";
import { renderWritten } from "./objects.ts";
import { Refusal } from "./refusal.ts";
import { prepareCreate, writeCreate } from "./write-record.ts";

/** Creates what is valid and names the rest by their trace ids, with 207. */
export function createEach(call: Call, type: RecordType, inputs: readonly Input[]): Answer {
  const results: unknown[] = [];
  const errors: unknown[] = [];
  for (const input of inputs) {
    const objectWriteTraceId = plain(input["objectWriteTraceId"]);
    try {
      const create = prepareCreate(call, type, input);
      const record = writeCreate(call, type, create);
      results.push({ ...(renderWritten(call, record, Object.keys(create.properties)) as object), objectWriteTraceId });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { category = "VALIDATION_ERROR" } = error.answer.body as { category?: string };
      errors.push({
        ...standardError,
        category,
        message: error.message,
        context: { objectWriteTraceId: [objectWriteTraceId] },
      });
    }
  }
  return batchAnswer(call, 201, results, errors);
}
