import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rowIds, type RowId } from "./matrix.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The test files of each row, found by their names: `f7-slack-away.test.ts` shows F7. */
export function rowFiles(): ReadonlyMap<RowId, readonly string[]> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  const filesOf = (id: RowId) => files.filter((name) => name.startsWith(`${id.toLowerCase()}-`)).toSorted();
  return new Map(rowIds.map((id) => [id, filesOf(id).map((name) => `test/reliability/${name}`)]));
}
