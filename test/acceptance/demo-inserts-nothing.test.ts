import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const tables = "finding|finding_event|alert|alert_event|outbox|report|run|check_outcome|latest_outcome";
const writes = new RegExp(
  [
    String.raw`\b(?:insertInto|updateTable|deleteFrom)\(`,
    String.raw`\b(?:insert\s+into|update|delete\s+from)\s+"?(?:${tables})\b`,
    // The stores of the product write them too; what only reads is a folder of its own.
    String.raw`^import (?!type\b).*from "\.\./(?:\.\./)*storage/(?!reads/)`,
  ].join("|"),
  "im",
);

const files = globSync("{demo,simulators}/**/*.ts", { cwd: root });

test("no file of the demo or the simulators writes a row of the product: what is shown was found by audits", () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => writes.test(readFileSync(join(root, file), "utf8")))).toEqual([]);
});

test.each([
  'db.insertInto("finding").values(row)',
  'db.updateTable("alert").set({ status: "open" })',
  "sql`insert into report values (1)`",
  'import { reviseAlert } from "../storage/revise-alert.ts";',
])("it would see: %s", (line) => {
  expect(line).toMatch(writes);
});
