import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tables = "finding|finding_event|alert|alert_event|outbox|report|run|check_outcome|latest_outcome";
const writes = new RegExp(
  [
    String.raw`\b(?:insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(`,
    String.raw`\b(?:insert\s+into|update|delete\s+from)\s+"?(?:${tables})\b`,
    // The stores of the product write them too.
    String.raw`from "\.\./(?:\.\./)*storage/`,
  ].join("|"),
  "i",
);

const files = globSync("{demo,simulators}/**/*.ts", { cwd: root });

test.each(files)("%s writes no row of the product: what the demo shows was found by audits", (file) => {
  expect(writes.exec(readFileSync(join(root, file), "utf8"))?.[0]).toBeUndefined();
});

test.each([
  'db.insertInto("finding").values(row)',
  'db.updateTable("alert").set({ status: "open" })',
  "sql`insert into report values (1)`",
  'import { reviseAlert } from "../storage/revise-alert.ts";',
])("it would see: %s", (line) => {
  expect(line).toMatch(writes);
});

test("there are files to look at", () => {
  expect(files.length).toBeGreaterThan(50);
});
