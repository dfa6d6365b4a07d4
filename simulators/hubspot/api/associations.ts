import { associationType, defaultTypeIds } from "../model/association-types.ts";
import { traitsOf } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import type { Link, StoredRecord } from "../model/stored-record.ts";
import type { Association } from "../model/write.ts";
import { noContent, ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { batchAnswer, inputsOf, standardError } from "./batch-envelope.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { cutLimit, limitOf, pagingTo } from "./paging.ts";
import { presentRecord, typeIn } from "./record-type.ts";
import { badRequest } from "./refusal.ts";

const pageSize = 500;

/** What up to 1,000 records are associated with. A record without associations is reported as an error, with 207. */
export function readAssociations(call: Call): Answer {
  const [from, to] = [typeIn(call), typeIn(call, "to")];
  const results: unknown[] = [];
  const errors: unknown[] = [];
  for (const input of inputsOf(jsonBody(call), 1000)) {
    const id = plain(input["id"]);
    const record = call.portal.record(from, id, call.at);
    const links = record && !record.isArchived(call.at) ? sortedLinks(record, to, call.at) : [];
    if (links.length === 0) errors.push(noAssociations(from, to, id));
    else
      results.push({
        from: { id },
        ...linkPage(call, links, from, to, Number(input["after"] ?? 0), cutLimit(call.portal, pageSize)),
      });
  }
  return batchAnswer(call, 200, results, errors);
}

/** The associations of one record. */
export function listAssociations(call: Call): Answer {
  const [from, to] = [typeIn(call), typeIn(call, "to")];
  const record = presentRecord(call, from, call.params["id"] ?? "");
  const limit = limitOf(call, { standard: pageSize, max: pageSize });
  const { to: results, paging } = linkPage(
    call,
    sortedLinks(record, to, call.at),
    from,
    to,
    Number(call.query.get("after") ?? 0),
    limit,
  );
  return ok({
    results,
    ...(paging && pagingTo(call, `/crm/v4/objects/${from}/${record.id}/associations/${to}`, paging.next.after)),
  });
}

export function createAssociations(call: Call): Answer {
  const [from, to] = [typeIn(call), typeIn(call, "to")];
  const associations = inputsOf(jsonBody(call), 2000).map((input) => associationOf(call, from, to, input));
  for (const association of associations) call.portal.write({ what: "record-associated", ...association }, call.source);
  const results = associations.map((association) => ({
    fromObjectTypeId: traitsOf[from].objectTypeId,
    fromObjectId: association.id,
    toObjectTypeId: traitsOf[to].objectTypeId,
    toObjectId: association.to.id,
    labels: [],
  }));
  return batchAnswer(call, 201, results, []);
}

/** The unlabelled type between each two; answers with that type. */
export function associateByDefault(call: Call): Answer {
  const [from, to] = [typeIn(call), typeIn(call, "to")];
  const pairs = inputsOf(jsonBody(call), 2000).map((input) => associationOf(call, from, to, { ...input, types: [] }));
  for (const pair of pairs) call.portal.write({ what: "record-associated", ...pair }, call.source);
  const associationTypeId = defaultTypeIds(from, to)?.[0];
  const associationSpec = { associationCategory: "HUBSPOT_DEFINED", associationTypeId };
  const results = pairs.map((pair) => ({ from: { id: pair.id }, to: { id: pair.to.id }, associationSpec }));
  return batchAnswer(call, 200, results, []);
}

export function archiveAssociations(call: Call): Answer {
  const [from, to] = [typeIn(call), typeIn(call, "to")];
  for (const input of inputsOf(jsonBody(call), 2000)) {
    const record = presentRecord(call, from, idIn(input["from"]));
    for (const target of Array.isArray(input["to"]) ? input["to"] : [input["to"]]) {
      const other = presentRecord(call, to, idIn(target));
      call.portal.write(
        { what: "record-dissociated", type: from, id: record.id, to: { type: to, id: other.id } },
        call.source,
      );
      endOrphanedLead(call, from === "leads" ? record : other);
    }
  }
  return noContent;
}

/** A lead goes with the last person or company that it was about. */
function endOrphanedLead({ portal, source }: Call, lead: StoredRecord): void {
  const at = portal.instant();
  if (lead.type !== "leads" || lead.linksTo("contacts", at).length + lead.linksTo("companies", at).length > 0) return;
  portal.write({ what: "record-archived", type: "leads", id: lead.id }, source);
}

function sortedLinks(record: StoredRecord, to: RecordType, at: number): Link[] {
  return record.linksTo(to, at).toSorted((one, other) => Number(one.to.id) - Number(other.to.id));
}

/** `after` is the id of the next associated record. */
function linkPage(
  { portal }: Call,
  links: readonly Link[],
  from: RecordType,
  to: RecordType,
  after: number,
  limit: number,
) {
  const idsAs = portal.limits.associatedIdsAs;
  const rest = links.filter((link) => Number(link.to.id) >= after);
  const next = rest[limit];
  return {
    to: rest.slice(0, limit).map((link) => ({
      toObjectId: idsAs === "text" ? link.to.id : Number(link.to.id),
      associationTypes: link.typeIds.map((typeId) => ({
        category: "HUBSPOT_DEFINED",
        ...associationType(from, to, typeId),
      })),
    })),
    ...(next && { paging: { next: { after: next.to.id } } }),
  };
}

function associationOf(call: Call, from: RecordType, to: RecordType, input: Readonly<Record<string, unknown>>) {
  if (defaultTypeIds(from, to) === undefined)
    throw badRequest(`No association exists between ${traitsOf[from].singular} and ${traitsOf[to].singular}`);
  const record = presentRecord(call, from, idIn(input["from"]));
  const other = presentRecord(call, to, idIn(input["to"]));
  const types = (input["types"] ?? []) as { associationTypeId?: unknown }[];
  const typeIds = types.map(({ associationTypeId }) => Number(associationTypeId));
  const association: Association = { to: { type: to, id: other.id }, ...(typeIds.length > 0 && { typeIds }) };
  return { type: from, id: record.id, ...association };
}

const idIn = (reference: unknown): string => plain((reference as { id?: unknown } | undefined)?.id);

export const noAssociations = (from: RecordType, to: RecordType, id: string) => ({
  ...standardError,
  category: "OBJECT_NOT_FOUND",
  subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
  message: `No ${traitsOf[to].singular.toLowerCase()} is associated with ${traitsOf[from].singular.toLowerCase()} ${id}.`,
  context: { fromObjectId: [id], fromObjectType: [from], toObjectType: [to] },
});
