import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rowIds, rowOf, type RowId } from "./matrix.ts";
import { rowFiles } from "./row-files.ts";

// `npm run test:reliability` shows every row of the matrix in full, `-- F7 B1` these rows, `-- F7 --seed 17` one seed
// again, `-- --quick` as often as `npm test` does.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, quick: { type: "boolean", default: false } },
});
const asked = positionals.map((name) => name.toUpperCase());
const unknown = asked.find((name) => !isRow(name));
if (unknown !== undefined) end(`There is no row ${unknown}. Rows: ${rowIds.join(", ")}.`);
if (values.seed !== undefined && !/^\d+$/.test(values.seed)) end(`A seed is a whole number, not "${values.seed}".`);

const files = rowFiles();
const rows = asked.length > 0 ? asked.filter(isRow) : rowIds;
const chosen = rows.flatMap((id) => files.get(id) ?? []);
if (chosen.length === 0)
  end(rows.map((id) => `${id} (${rowOf(id).what}) waits for ${rowOf(id).waitsFor ?? "its test"}.`).join("\n"));

const { status } = spawnSync(
  process.execPath,
  [fileURLToPath(new URL("../run.ts", import.meta.url)), "--no-file-parallelism", ...chosen],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      REVWATCH_RELIABILITY: values.quick ? "quick" : "full",
      ...(values.seed === undefined ? {} : { REVWATCH_SEED: values.seed }),
    },
  },
);
process.exitCode = status ?? 1;

function isRow(name: string): name is RowId {
  return (rowIds as readonly string[]).includes(name);
}

function end(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(64);
}
