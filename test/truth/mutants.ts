import { spawnSync } from "node:child_process";
import type { Mutant } from "../support/run-mutants.ts";

const copying = "activities/copy/records";
const changesTest = "test/activities/copy/copy-changes.test.ts";
const lagTest = "test/truth/index-lag.test.ts";

export const mutants: readonly Mutant[] = [
  {
    without: "a row is judged only by what it was read with",
    file: "activities/mirror/typed-records.ts",
    find: ", unreadOf(setId))",
    replace: ")",
    heldBy: "test/activities/copy/property-sets.test.ts",
  },
  {
    without: "rows that lack a property are read again by id",
    file: `${copying}/complete-rows.ts`,
    find: "if (lacking.length === 0) return null;",
    replace: "if (lacking.length >= 0) return null;",
  },
  {
    without: "a list is held against the search",
    file: `${copying}/prove-list.ts`,
    find: "const apart = await settleWithSearch(",
    replace: "const apart = task.holder !== '' ? null : await settleWithSearch(",
  },
  {
    without: "ids that only one of list and search has are read",
    file: `${copying}/settle-with-search.ts`,
    find: "for (let searches = 1; doubtful.length > 0;",
    replace: "for (let searches = 1; doubtful.length > 9;",
  },
  {
    without: "a search that does not know old records proves nothing",
    file: `${copying}/settle-with-search.ts`,
    find: "return lied > mayLack",
    replace: "return lied > mayLack + 1e9",
    heldBy: "test/activities/copy/list-is-no-witness.test.ts",
  },
  {
    without: "pages of changes are held against their count",
    file: `${copying}/copy-changes.ts`,
    find: "if (settled >= counted)",
    replace: "if (settled >= counted || settled >= 0)",
    heldBy: changesTest,
  },
  {
    without: "a cursor that comes twice is no list",
    file: `${copying}/copy-list.ts`,
    find: "if (next !== null && cursors.has(next))",
    replace: "if (next !== null && cursors.has(next) && cursors.size > 99)",
    heldBy: changesTest,
  },
  {
    without: "whoever has lost a list removes nothing",
    file: `${copying}/bring-list.ts`,
    find: "await saveProgress(transaction, lease, proven);",
    replace: "void lease;",
    heldBy: "test/activities/copy/lost-list.test.ts",
  },
  {
    without: "a list counts the records that there are",
    file: `${copying}/prove-list.ts`,
    find: "await recountRecords(db, clientId, type)",
    replace: "(await countRecords(db, clientId, type))",
    heldBy: "test/activities/copy/lost-list.test.ts",
  },
  {
    without: "what associations do not speak of is asked again",
    file: "connectors/hubspot/read-associations.ts",
    find: "const left = inputs.filter(({ id }) => !spoken.has(id));",
    replace: "const left = inputs.filter(({ id }) => !spoken.has(id) && spoken.size < 0);",
    heldBy: "test/connectors/hubspot/read-records.test.ts",
  },
  {
    without: "what a read by id does not speak of is asked again",
    file: "connectors/hubspot/record-pages.ts",
    find: "unspoken: isExplained ? []",
    replace: "unspoken: isExplained || spoken.size >= 0 ? []",
    heldBy: "test/connectors/hubspot/read-records.test.ts",
  },
  {
    without: "an engagement that lacks what decides is read again",
    file: "activities/copy/hands/read-engagements.ts",
    find: "if (whole.length === first.records.length)",
    replace: "if (whole.length >= 0)",
    heldBy: "test/activities/copy/sync-touches.test.ts",
  },
  {
    without: "one list of submissions is no witness",
    file: "activities/copy/hands/find-form.ts",
    find: "const readings = [1, 2].map(",
    replace: "const readings = [1].map(",
    heldBy: "test/activities/copy/find-form.test.ts",
  },
  {
    without: "changes that a search shows late are not passed over by a copy that goes on",
    file: `${copying}/index-of-search.ts`,
    find: "if (after === null) return false;",
    replace: "if (after === null || after !== null) return false;",
    heldBy: "test/activities/copy/broken-attempts.test.ts",
  },
  {
    without: "an inventory that nobody knows, or that names something twice, is read twice",
    file: "activities/copy/read-inventory.ts",
    find: "if (known !== null && !namesTwice(items)) {",
    replace: "if (items.length >= 0) {\n    known ??= [];",
    heldBy: "test/activities/copy/sync-configuration.test.ts",
  },
  {
    without: "what an inventory leaves out is asked for by its id",
    file: "activities/copy/read-inventory.ts",
    find: "if (missing.length > mostAskedById) return null;",
    replace: "if (missing.length >= 0) return items;",
  },
  {
    without: "a list of items is held against HubSpot's own count of them",
    file: "connectors/hubspot/every-page.ts",
    find: "if (items.length >= counted) return items;",
    replace: "if (items.length >= 0) return items;",
    heldBy: "test/connectors/hubspot/every-page.test.ts",
  },
  {
    without: "a workflow of which a batch does not speak is asked for again",
    file: "connectors/hubspot/inventory/workflow.ts",
    find: "left = left.filter((id) => !spoken.has(id));",
    replace: "left = spoken.size >= 0 ? [] : left;",
    heldBy: "test/connectors/hubspot/read-workflows.test.ts",
  },
  {
    without: "the watermark stays where the index stands",
    file: "domain/mirror/mirror.ts",
    find: "return known > before ? known : before;",
    replace: "return known > before ? known : new Date(asOf.getTime() - overlapMs);",
    heldBy: lagTest,
  },
  {
    without: "the index itself says how far it has come",
    file: `${copying}/index-of-search.ts`,
    find: "{ from: newest, to: null })) > 0 ? newest : null;",
    replace: "{ from: newest, to: null })) >= 0 ? newest : null;",
    heldBy: lagTest,
  },
  {
    without: "a search that stands still shows nothing newer",
    file: `${copying}/still-search.ts`,
    find: "+ 1))) === 0;",
    replace: "+ 1))) >= 0;",
    heldBy: "test/activities/copy/still-search.test.ts",
  },
  {
    without: "a search that stands still shows as much as before",
    file: `${copying}/still-search.ts`,
    find: "if ((await counted(since)) !== still.records) return false;",
    replace: "",
    heldBy: "test/activities/copy/still-search.test.ts",
  },
  {
    without: "what a search hides for longer than an hour is doubted",
    file: "domain/mirror/search-lag.ts",
    find: "lag.ms > tolerableLagMs",
    replace: "lag.ms > tolerableLagMs * 1e3",
    heldBy: lagTest,
  },
  {
    without: "the lag is measured by what a copy meets",
    file: `${copying}/watch-lag.ts`,
    find: "if (due.length === 0) return;",
    replace: "if (due.length >= 0) return;",
    heldBy: "test/activities/copy/search-lag.test.ts",
  },
  {
    without: "an association that a list of records went past is asked for again",
    file: "activities/copy/associations/walk-links.ts",
    find: "if (state.listedAt?.getTime() === listedAt.getTime()) return { asked: 0, isThrough: true };",
    replace: "if (state.listedAt !== null) return { asked: 0, isThrough: true };",
  },
  {
    without: "a partial scan resolves nothing",
    file: "domain/findings/assess.ts",
    find: "evaluates: true, mayResolve: false };",
    replace: "evaluates: true, mayResolve: true };",
    heldBy: "test/domain/findings/assess.test.ts",
  },
];

/** The seeds, of so many, that go wrong in a copy of the project. */
export function wrongSeeds(copy: string, seeds: number): readonly string[] {
  const args = ["test/truth/run.ts", "--seeds", String(seeds)];
  const { stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
  return /^Wrong: (?<noticed>.*?)\. Repeat/m.exec(stdout)?.groups?.["noticed"]?.split(", ") ?? [];
}
