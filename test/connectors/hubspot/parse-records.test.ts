import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import { parseMissingIds, parseNext, parseRecords, parseTotal } from "../../../connectors/hubspot/parse-records.ts";

const good = {
  id: "7",
  properties: { dealname: "Renewal", amount: null },
  updatedAt: "2026-11-01T10:00:00.000Z",
  archived: false,
};
const parsed = {
  id: "7",
  properties: { dealname: "Renewal", amount: null },
  updatedAt: new Date("2026-11-01T10:00:00Z"),
};

test("a record is its id, its texts and when it was modified", () => {
  expect(parseRecords("GET x", { results: [good] })).toEqual([parsed]);
  expect(parseRecords("GET x", { results: [] })).toEqual([]);
});

test.each([
  ["a number for an id", { ...good, id: 7 }, parsed],
  [
    "an odd value",
    { ...good, properties: { amount: 5, tags: ["a"], x: undefined } },
    { ...parsed, properties: { amount: "5", tags: '["a"]', x: null } },
  ],
])("%s is taken as its text", (_, record, expected) => {
  expect(parseRecords("GET x", { results: [record] })).toEqual([expected]);
});

describe("what is no page of records is named", () => {
  test.each<[string, unknown, string]>([
    ["nothing", null, "results"],
    ["an empty object", {}, "results"],
    ["a list", [], "results"],
    ["results that are no list", { results: {} }, "results"],
    ["a record that is none", { results: [good, "x"] }, "results.1"],
    ["no id", { results: [{ ...good, id: undefined }] }, "results.0.id"],
    ["two lines for an id", { results: [{ ...good, id: "1\n2" }] }, "results.0.id"],
    ["an empty id", { results: [{ ...good, id: "" }] }, "results.0.id"],
    ["no properties", { results: [{ ...good, properties: null }] }, "results.0.properties"],
    ["a list of properties", { results: [{ ...good, properties: [] }] }, "results.0.properties"],
    ["no instant", { results: [{ ...good, updatedAt: undefined }] }, "results.0.updatedAt"],
    ["an instant that is none", { results: [{ ...good, updatedAt: "yesterday" }] }, "results.0.updatedAt"],
    ["a number for an instant", { results: [{ ...good, updatedAt: 1_700_000_000_000 }] }, "results.0.updatedAt"],
  ])("%s", (_, answer, field) => {
    expect(() => parseRecords("GET x", answer)).toThrow(
      `HubSpot's answer to GET x is not what it should be: ${field} is missing or of the wrong kind.`,
    );
  });

  test("whatever it is, it is read or refused, and a refusal quotes no value", () => {
    const isReadOrRefused = fc.check(
      fc.property(fc.anything(), (answer) => {
        try {
          const [record] = parseRecords("GET x", { results: [answer] });
          return typeof record!.id === "string" && !Number.isNaN(record!.updatedAt.getTime());
        } catch (error) {
          return (
            error instanceof HubSpotBadAnswer &&
            / results[a-zA-Z0-9.]* is missing or of the wrong kind\.$/.test(error.message)
          );
        }
      }),
    );
    expect(isReadOrRefused).toMatchObject({ failed: false });
  });
});

test.each<[unknown, string | null]>([
  [{}, null],
  [{ paging: null }, null],
  [{ paging: {} }, null],
  [{ paging: { next: null } }, null],
  [{ paging: { next: { after: "100" } } }, "100"],
  [{ paging: { next: { after: 100 } } }, "100"],
])("%j goes on at %s", (answer, after) => {
  expect(parseNext("GET x", answer)).toBe(after);
});

test.each([{ paging: { next: {} } }, { paging: { next: { after: null } } }])(
  "%j says that it goes on and not where",
  (answer) => {
    expect(() => parseNext("GET x", answer)).toThrow(HubSpotBadAnswer);
  },
);

test.each([{}, { total: "5" }, { total: -1 }, { total: 1.5 }])("%j counts nothing", (answer) => {
  expect(() => parseTotal("POST x", answer)).toThrow(HubSpotBadAnswer);
});

test.each<[unknown, readonly string[]]>([
  [{ results: [] }, []],
  [{ errors: [{ category: "OBJECT_NOT_FOUND", context: { ids: ["1", 2] } }] }, ["1", "2"]],
  [{ errors: [{ category: "VALIDATION_ERROR", context: { ids: ["1"] } }] }, []],
  [{ errors: ["query param userId may not be null"] }, []],
  [{ errors: "broken" }, []],
])("%j misses %j", (answer, ids) => {
  expect([...parseMissingIds("POST x", answer)]).toEqual(ids);
});
