import { BatchApi, createConfiguration } from "@hubspot/api-client/lib/codegen/crm/associations/v4/index.js";
import { z } from "zod";
import { HubSpotBadAnswer } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import { generated, through } from "./generated.ts";
import { Id, Paging, parseAnswer } from "./schema.ts";

const AssociationBatch = z.object({
  results: z.array(
    z.object({
      // The generated client spells it `_from`.
      _from: z.object({ id: Id }),
      to: z.array(z.object({ toObjectId: Id, associationTypes: z.array(z.object({ typeId: z.number().int() })) })),
      paging: Paging.nullish(),
    }),
  ),
  errors: z.array(z.object({ category: z.string().optional() })).nullish(),
});

/** How HubSpot says that a record has no associations, or that it is gone: as an error that is none. */
const none = "OBJECT_NOT_FOUND";

export interface Association {
  /** The record at its other end. */
  readonly id: string;
  /** How they are tied, by HubSpot's numbers: 1 is a contact's primary company, 3 a deal's contact. */
  readonly typeIds: readonly number[];
}

export interface AssociationReads {
  /**
   * What hangs on each record: its id → associations with records of another type. A record without any is not in the
   * map. At most 1,000 ids.
   */
  associations(fromType: string, toType: string, ids: readonly string[]): Promise<ReadonlyMap<string, readonly Association[]>>;
}

const maxPages = 10_000;

/** Inline associations of a list are cut short, so they are only ever read here, in batches. */
export function readAssociations(gateway: Gateway): AssociationReads {
  const api = new BatchApi(createConfiguration(through(gateway)));
  return {
    async associations(fromType, toType, ids) {
      const asked = `POST associations of ${fromType} to ${toType}`;
      const found = new Map<string, Association[]>();
      const cursors = new Set<string>();
      let inputs = ids.map((id): { id: string; after?: string } => ({ id }));
      for (let page = 0; inputs.length > 0; page += 1) {
        if (page === maxPages) throw new HubSpotBadAnswer(asked, "its pages never end");
        const answer = await generated(asked, api.getPage(fromType, toType, { inputs }));
        const { results, errors } = parseAnswer(AssociationBatch, asked, answer);
        const fault = errors?.find(({ category }) => category !== none);
        if (fault !== undefined) throw new HubSpotBadAnswer(asked, `a part of it failed (${fault.category ?? "no category"})`);
        for (const { _from, to } of results) {
          const known = found.get(_from.id) ?? [];
          if (to.length > 0) found.set(_from.id, [...known, ...to.map(asAssociation)]);
        }
        inputs = results.flatMap(({ _from: { id }, paging }) =>
          paging?.next === undefined ? [] : [{ id, after: paging.next.after }],
        );
        for (const { id, after } of inputs) {
          const cursor = `${id} ${after}`;
          if (cursors.has(cursor)) throw new HubSpotBadAnswer(asked, "a cursor came twice");
          cursors.add(cursor);
        }
      }
      return found;
    },
  };
}

function asAssociation(to: { toObjectId: string; associationTypes: readonly { typeId: number }[] }): Association {
  return { id: to.toObjectId, typeIds: to.associationTypes.map(({ typeId }) => typeId) };
}
