import { ok } from "../api/answer.ts";
import type { Answer } from "../api/answer.ts";
import { batchAnswer, inputsOf, notFound } from "../api/batch-envelope.ts";
import { jsonBody, names, plain } from "../api/call.ts";
import type { Call } from "../api/call.ts";
import { limitOf, pagingTo } from "../api/paging.ts";
import { typeIn } from "../api/record-type.ts";
import { resourceNotFound, unparsableParameter } from "../api/refusal.ts";
import { traitsOf } from "../model/record-types.ts";
import { propertyCatalogue } from "../properties/catalogue.ts";
import type { GeneratedRecords } from "./generated-records.ts";
import { idOf, indexOf } from "./layout.ts";
import type { GeneratedType } from "./layout.ts";
import type { PageCache } from "./page-cache.ts";
import { renderGenerated } from "./render-generated.ts";

/** A page in the order of the ids, as the ordinary list has it; nothing is ever archived. */
export function listGenerated(records: GeneratedRecords, cache: PageCache, call: Call): Answer {
  const type = generatedTypeIn(call);
  const limit = limitOf(call, { standard: 10, max: call.query.has("propertiesWithHistory") ? 50 : 100 });
  const after = call.query.get("after") || "0";
  if (!/^\d+$/.test(after)) throw unparsableParameter("after");
  if (call.query.get("archived") === "true") return ok({ results: [] });
  // In whatever order and spelling a page is asked for, it is the same page.
  const wanted = names(call.query, "properties").toSorted();
  const start = Math.max(0, indexOf(type, after));
  const end = Math.min(records.count(type), start + limit);
  const results = cache.get(`${records.version} ${type} ${start} ${end} ${wanted.join(",")}`, () => {
    const catalogue = propertyCatalogue(call.portal, type, call.at);
    const page = [];
    for (let index = start; index < end; index++) page.push(renderGenerated(records, type, index, wanted, catalogue));
    return page;
  });
  if (end >= records.count(type)) return ok(`{"results":${results}}`);
  const { paging } = pagingTo(call, `/crm/v3/objects/${type}`, idOf(type, end));
  return ok(`{"results":${results},"paging":${JSON.stringify(paging)}}`);
}

export function oneGenerated(records: GeneratedRecords, call: Call): Answer {
  const type = generatedTypeIn(call);
  const index = indexOf(type, call.params["id"] ?? "");
  if (!isThere(records, type, index)) throw resourceNotFound();
  const catalogue = propertyCatalogue(call.portal, type, call.at);
  return ok(renderGenerated(records, type, index, names(call.query, "properties"), catalogue));
}

export function batchOfGenerated(records: GeneratedRecords, call: Call): Answer {
  const type = generatedTypeIn(call);
  const body = jsonBody(call);
  const wanted = Array.isArray(body["properties"]) ? body["properties"].map(String) : [];
  const catalogue = propertyCatalogue(call.portal, type, call.at);
  const results: unknown[] = [];
  const missing: string[] = [];
  for (const id of new Set(inputsOf(body, 100).map((input) => plain(input["id"])))) {
    const index = indexOf(type, id);
    if (isThere(records, type, index)) results.push(renderGenerated(records, type, index, wanted, catalogue));
    else missing.push(id);
  }
  return batchAnswer(call, 200, results, missing.length > 0 ? [notFound(traitsOf[type].singular, missing)] : []);
}

/** The caller knows that the type is a generated one. */
export const generatedTypeIn = (call: Call): GeneratedType => typeIn(call) as GeneratedType;

export const isThere = (records: GeneratedRecords, type: GeneratedType, index: number): boolean =>
  Number.isInteger(index) && index >= 0 && index < records.count(type);
