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
  errors: z
    .array(
      z.object({
        category: z.string().optional(),
        context: z
          .object({ fromObjectId: z.array(Id) })
          .optional()
          .catch(undefined),
      }),
    )
    .nullish(),
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
   * map. At most 1,000 ids; what an answer does not speak of is asked for once more.
   *
   * @throws {HubSpotBadAnswer} When two answers do not speak of it, or a part failed.
   */
  associations(
    fromType: string,
    toType: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Association[]>>;
}

interface Input {
  readonly id: string;
  readonly after?: string | undefined;
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
      let inputs = ids.map((id): Input => ({ id }));
      let unspoken: readonly Input[] = [];
      for (let page = 0; inputs.length > 0; page += 1) {
        if (page === maxPages) throw new HubSpotBadAnswer(asked, "its pages never end");
        const answer = await generated(
          asked,
          api.getPage(fromType, toType, { inputs: [...inputs] as { id: string; after?: string }[] }),
        );
        const { results, errors } = parseAnswer(AssociationBatch, asked, answer);
        const fault = errors?.find(({ category }) => category !== none);
        if (fault !== undefined)
          throw new HubSpotBadAnswer(asked, `a part of it failed (${fault.category ?? "no category"})`);
        for (const { _from, to } of results) {
          const known = found.get(_from.id) ?? [];
          if (to.length > 0) found.set(_from.id, [...known, ...to.map(asAssociation)]);
        }
        const spoken = new Set([
          ...results.map(({ _from: { id } }) => id),
          ...(errors ?? []).flatMap(({ context }) => context?.fromObjectId ?? []),
        ]);
        // That nothing hangs on a record is said of each by its id: an error that names none says it of nobody.
        const left = inputs.filter(({ id }) => !spoken.has(id));
        if (left.some((one) => unspoken.includes(one)))
          throw new HubSpotBadAnswer(
            asked,
            `it says nothing of ${left.length} of the ${ids.length} records that were asked for`,
          );
        unspoken = left;
        const further = results.flatMap(({ _from: { id }, paging }): Input[] =>
          paging?.next === undefined ? [] : [{ id, after: paging.next.after }],
        );
        inputs = [...left, ...further];
        for (const { id, after } of further) {
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
