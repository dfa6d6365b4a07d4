import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { everyRead } from "../connectors/hubspot/every-read.ts";

const page = readFileSync(new URL("../../docs/hubspot.md", import.meta.url), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && line.includes("`"))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const wordsIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);

test("docs/hubspot.md names everything that the connector reads, and nothing else", () => {
  expect(rows.flatMap((row) => wordsIn(row[2]!)).toSorted()).toEqual(Object.keys(everyRead).toSorted());
});

test("it names the scope and the subscription that each part needs", () => {
  const wrong = rows.flatMap((row) =>
    wordsIn(row[2]!).filter((method) => {
      const { scopes, needsTier } = everyRead[method]!;
      const named = wordsIn(row[4]!);
      const isOfRecordType = (scope: string) => row[4]!.includes("¹") && scope.startsWith("crm.objects.");
      const hasScopes = scopes.every((scope) => isOfRecordType(scope) || named.includes(scope));
      return !hasScopes || (needsTier === true && row[5] === "");
    }),
  );
  expect(wrong).toEqual([]);
});
