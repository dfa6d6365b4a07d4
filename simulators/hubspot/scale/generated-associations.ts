import { ok } from "../api/answer.ts";
import type { Answer } from "../api/answer.ts";
import { noAssociations } from "../api/associations.ts";
import { batchAnswer, inputsOf } from "../api/batch-envelope.ts";
import { jsonBody, plain } from "../api/call.ts";
import type { Call } from "../api/call.ts";
import { typeIn } from "../api/record-type.ts";
import { resourceNotFound } from "../api/refusal.ts";
import { associationType, defaultTypeIds } from "../model/association-types.ts";
import type { GeneratedRecords } from "./generated-records.ts";
import { generatedTypeIn, isThere } from "./generated-reads.ts";
import { idOf, indexOf, isGenerated, linkedIndexes } from "./layout.ts";

export function associationsBatch(records: GeneratedRecords, call: Call): Answer {
  const results: unknown[] = [];
  const errors: unknown[] = [];
  for (const input of inputsOf(jsonBody(call), 1000)) {
    const id = plain(input["id"]);
    const to = linksOf(records, call, id);
    if (to.length > 0) results.push({ from: { id }, to });
    else errors.push(noAssociations(typeIn(call), typeIn(call, "to"), id));
  }
  return batchAnswer(call, 200, results, errors);
}

export function associationsOfOne(records: GeneratedRecords, call: Call): Answer {
  const id = call.params["id"] ?? "";
  if (!isThere(records, generatedTypeIn(call), indexOf(generatedTypeIn(call), id))) throw resourceNotFound();
  return ok({ results: linksOf(records, call, id) });
}

function linksOf(records: GeneratedRecords, call: Call, id: string): readonly unknown[] {
  const [from, to] = [generatedTypeIn(call), typeIn(call, "to")];
  const index = indexOf(from, id);
  if (!isGenerated(to) || !isThere(records, from, index)) return [];
  const typeId = defaultTypeIds(from, to)?.[0] ?? 0;
  return linkedIndexes(from, index, to, records).map((linked) => ({
    toObjectId: call.portal.limits.associatedIdsAs === "text" ? idOf(to, linked) : Number(idOf(to, linked)),
    associationTypes: [{ category: "HUBSPOT_DEFINED", ...associationType(from, to, typeId) }],
  }));
}
