import { z } from "zod";
import { defineInventoryCheck, defineRecordCheck, fail, pass, until, type Check } from "../../checks/define-check.ts";
import { checks } from "../../checks/index.ts";
import { inventoryKinds } from "../../connectors/hubspot/inventory/index.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { dealUnlinked } from "../checks/synthetic/deal-unlinked.ts";
import { watchBesides } from "../activities/test-world.ts";
import { words } from "../checks/words.ts";

/**
 * Checks that no client has, so that every record type, every association and every kind of inventory is read, judged
 * and told of: what an answer leaves out of them must not become a word.
 */
const own = { ...words, params: z.strictObject({}), runbook: "1. None.", title: "A test", decision: "None." } as const;

const drifted = (kind: ItemType): Check =>
  defineInventoryCheck({
    ...own,
    id: `${kind}-drifted`,
    judges: kind,
    needs: { fields: [], approved: { watches: Object.keys(inventoryKinds[kind].words.fields) } },
    evaluate: (_, { approved: { difference, changedAt, ending } }) =>
      difference.length === 0
        ? until(pass(ending))
        : until(fail({ difference: difference.join("; ") }, { since: changedAt! })),
  } as Parameters<typeof defineInventoryCheck>[0]);

const recordChecks: readonly Check[] = [
  dealUnlinked,
  defineRecordCheck({
    ...own,
    id: "company-unowned",
    judges: "company",
    needs: { fields: ["ownerId"], related: { contact: ["lifecycleStage"] } },
    evaluate: ({ ownerId, related }) =>
      until(ownerId === null && related.contact.length > 0 ? fail({ contacts: related.contact.length }) : pass()),
  }),
  defineRecordCheck({
    ...own,
    id: "lead-unowned",
    judges: "lead",
    needs: { fields: ["ownerId"], related: { contact: ["ownerId"] } },
    evaluate: ({ ownerId, related }) => until(ownerId === null ? fail({ contacts: related.contact.length }) : pass()),
  }),
  defineRecordCheck({
    ...own,
    id: "task-undone",
    judges: "task",
    needs: { fields: ["isDone"] },
    evaluate: ({ isDone }) => until(isDone ? pass() : fail({})),
  }),
];

const synthetic: readonly Check[] = [...recordChecks, ...(Object.keys(inventoryKinds) as ItemType[]).map(drifted)];

/** Every client that is made from now on has these checks too, until they are taken away again. */
export function withTruthChecks(): () => void {
  const registry = checks as Check[];
  const before = registry.length;
  registry.push(...synthetic);
  const unwatch = watchBesides(...synthetic.map(({ id }) => id));
  return () => {
    unwatch();
    registry.splice(before);
  };
}
