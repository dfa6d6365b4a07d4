import fc from "fast-check";
import { expect, test } from "vitest";
import {
  countRecords,
  countSeenSince,
  putRecords,
  removeRecords,
  removeUnseen,
  streamRecords,
  type MirrorRecord,
} from "../../storage/mirror.ts";
import { recountRecords } from "../../storage/record-count.ts";
import { describeOnBoth } from "./on-both-databases.ts";

const first = new Date("2026-11-25T10:00:00Z");
const second = new Date("2026-11-25T11:00:00Z");
const updatedAt = new Date("2026-11-01T00:00:00Z");
const record = (id: string, properties: MirrorRecord["properties"] = { dealname: `Deal ${id}` }) => ({
  id,
  properties,
  updatedAt,
});
/** Characters that databases trip over. */
const hostile = [
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udc00y",
  '"',
  "\\",
  "\\u0000",
  "{}",
  "{,}",
  "NULL",
  "'",
  ",",
  "\n",
  "😀",
  "\ufeff",
  "%s$1",
];

describeOnBoth("mirror", (db, newClient) => {
  const all = async (clientId: string, seenSince: Date | null = null) => {
    const pages: (readonly MirrorRecord[])[] = [];
    for await (const page of streamRecords(db(), clientId, "deal", seenSince)) pages.push(page);
    return pages.flat().map(({ id, properties }) => ({ id, properties }));
  };

  test("a page that is stored twice counts once", async () => {
    const client = newClient();
    await putRecords(db(), client, "deal", [record("1"), record("2")], first);
    await putRecords(db(), client, "deal", [record("1"), record("2")], first);
    expect(await all(client)).toEqual([record("1"), record("2")].map(({ id, properties }) => ({ id, properties })));
    expect(await countSeenSince(db(), client, "deal", first)).toBe(2);
  });

  test("a record that stands in a page twice counts once, as it was last", async () => {
    const client = newClient();
    await putRecords(
      db(),
      client,
      "deal",
      [record("1", { dealname: "old" }), record("2"), record("1", { dealname: "new" })],
      first,
    );
    expect(await countSeenSince(db(), client, "deal", first)).toBe(2);
    expect((await all(client))[0]!.properties).toEqual({ dealname: "new" });
  });

  test("an empty page is nothing", async () => {
    const client = newClient();
    await putRecords(db(), client, "deal", [], first);
    expect(await all(client)).toEqual([]);
    expect(await countSeenSince(db(), client, "deal", first)).toBe(0);
  });

  test("an older version that a search still gives out does not replace a newer one", async () => {
    const client = newClient();
    const at = (text: string) => ({ updatedAt: new Date(text) });
    await putRecords(
      db(),
      client,
      "deal",
      [{ ...record("1", { dealname: "new" }), ...at("2026-11-02T00:00:00Z") }],
      first,
    );
    await putRecords(
      db(),
      client,
      "deal",
      [{ ...record("1", { dealname: "old" }), ...at("2026-11-01T23:59:59Z") }],
      second,
    );
    expect(await all(client)).toEqual([{ id: "1", properties: { dealname: "new" } }]);
    expect(await countSeenSince(db(), client, "deal", second)).toBe(1);
    await putRecords(
      db(),
      client,
      "deal",
      [{ ...record("1", { amount: "5" }), ...at("2026-11-02T00:00:00Z") }],
      second,
    );
    expect(await all(client)).toEqual([{ id: "1", properties: { amount: "5" } }]);
  });

  test("what HubSpot says it does not have goes, and only that", async () => {
    const client = newClient();
    await putRecords(db(), client, "deal", [record("1"), record("2"), record("3")], first);
    await putRecords(db(), client, "contact", [record("2")], first);
    await removeRecords(db(), client, "deal", ["2", "9"]);
    await removeRecords(db(), client, "deal", []);
    expect((await all(client)).map(({ id }) => id)).toEqual(["1", "3"]);
    expect([await countRecords(db(), client, "deal"), await countRecords(db(), client, "contact")]).toEqual([2, 1]);
  });

  test("a number that does not agree with the records is counted anew, that of this type only", async () => {
    const client = newClient();
    for (const type of ["deal", "contact"])
      await putRecords(db(), client, type, [record("1"), record("2"), record("3")], first);
    await db().updateTable("mirror_state").set({ record_count: 17 }).where("client_id", "=", client).execute();
    expect(await recountRecords(db(), client, "deal")).toBe(3);
    expect([await countRecords(db(), client, "deal"), await countRecords(db(), client, "contact")]).toEqual([3, 17]);
  });

  test("what a complete scan did not meet is removed; what a later scan has met stays", async () => {
    const client = newClient();
    await putRecords(db(), client, "deal", [record("1"), record("2"), record("3")], first);
    await putRecords(db(), client, "deal", [record("2")], second);
    await putRecords(db(), client, "contact", [record("1")], first);
    const between = new Date("2026-11-25T10:30:00Z");
    await putRecords(db(), client, "deal", [record("3")], between);
    await removeUnseen(db(), client, "deal", between);
    expect((await all(client)).map(({ id }) => id)).toEqual(["2", "3"]);
    expect(await countSeenSince(db(), client, "contact", first)).toBe(1);
  });

  test("a scan that began earlier and stores later does not make a record look older", async () => {
    const client = newClient();
    await putRecords(db(), client, "deal", [record("1")], second);
    await putRecords(db(), client, "deal", [record("1")], first);
    await removeUnseen(db(), client, "deal", second);
    expect(await all(client)).toHaveLength(1);
  });

  test("a partial scan can be told from what was there before", async () => {
    const client = newClient();
    await putRecords(db(), client, "deal", [record("1"), record("2")], first);
    await putRecords(db(), client, "deal", [record("2")], second);
    expect((await all(client, second)).map(({ id }) => id)).toEqual(["2"]);
    expect(await countSeenSince(db(), client, "deal", second)).toBe(1);
  });

  test.each([999, 1000, 1001, 2500])("%s records come in pages, each once, in order", async (count) => {
    const client = newClient();
    await putRecords(
      db(),
      client,
      "deal",
      Array.from({ length: count }, (_, index) => record(String(index))),
      first,
    );
    const pages: number[] = [];
    const ids: string[] = [];
    for await (const page of streamRecords(db(), client, "deal")) {
      pages.push(page.length);
      ids.push(...page.map(({ id }) => id));
    }
    expect(Math.max(...pages)).toBeLessThanOrEqual(1000);
    expect(new Set(ids).size).toBe(count);
    expect(ids).toHaveLength(count);
  });

  test("a value that the database refuses is mended, and nothing else of the page is lost", async () => {
    const client = newClient();
    const page = hostile.map((value, index) => record(String(100 + index), { dealname: value, amount: "5" }));
    await putRecords(db(), client, "deal", page, first);
    const mended = (value: string) => value.toWellFormed().replaceAll("\u0000", "\uFFFD");
    expect(await all(client)).toEqual(
      hostile.map((value, index) => ({
        id: String(100 + index),
        properties: { dealname: mended(value), amount: "5" },
      })),
    );
  });

  test("an id of two lines fails as a whole instead of taking the next record's values", async () => {
    const client = newClient();
    await expect(putRecords(db(), client, "deal", [record("1\n2"), record("3")], first)).rejects.toThrow(/null value/);
    expect(await all(client)).toEqual([]);
  });

  test("the modification date is kept to the millisecond", async () => {
    const client = newClient();
    const dated = { ...record("1"), updatedAt: new Date("2026-11-01T00:00:00.123Z") };
    await putRecords(db(), client, "deal", [dated], first);
    const row = await db()
      .selectFrom("record")
      .select("updated_at")
      .where("client_id", "=", client)
      .executeTakeFirstOrThrow();
    expect(row.updated_at).toEqual(dated.updatedAt);
  });

  test("any text comes back as it was, but for what the database refuses", async () => {
    const client = newClient();
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(...hostile) }));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (values) => {
        await putRecords(
          db(),
          client,
          "deal",
          values.map((value, index) => record(String(1000 + index), { value })),
          first,
        );
        const stored = (await all(client)).slice(0, values.length).map(({ properties }) => properties["value"]);
        expect(stored).toEqual(values.map((value) => value.toWellFormed().replaceAll("\u0000", "\uFFFD")));
      }),
      { numRuns: 40 },
    );
  });
});
