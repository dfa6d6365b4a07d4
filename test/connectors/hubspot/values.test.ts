import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  readInstant,
  readNumber,
  readText,
  readUtmCampaign,
  readUtmSource,
  UnreadableValue,
} from "../../../connectors/hubspot/values.ts";

describe("an instant", () => {
  test.each([
    ["2026-11-25T15:00:00.123Z", "2026-11-25T15:00:00.123Z"],
    ["2026-11-25T15:00:00Z", "2026-11-25T15:00:00.000Z"],
    ["2026-11-25T16:00:00+01:00", "2026-11-25T15:00:00.000Z"],
    ["2026-11-25", "2026-11-25T00:00:00.000Z"],
    ["2028-02-29", "2028-02-29T00:00:00.000Z"],
    ["1795618800000", "2026-11-25T15:00:00.000Z"],
    ["-14182940000", "1969-07-20T20:17:40.000Z"],
    [" 2026-11-25 ", "2026-11-25T00:00:00.000Z"],
    ["1600-01-01", "1600-01-01T00:00:00.000Z"],
    ["9000-01-01", "9000-01-01T00:00:00.000Z"],
  ])("%s is %s", (value, instant) => {
    expect(readInstant(value)?.toISOString()).toBe(instant);
  });

  test.each(["", "   ", null, undefined])("%j is not set", (value) => expect(readInstant(value)).toBeNull());

  test.each([
    "2026-02-30",
    "2026-02-30T10:00:00Z",
    "2027-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-11-25T25:00:00Z",
    "2026-11-25T15:00:00",
    "2026-11-25 15:00",
    "25.11.2026",
    "11/25/2026",
    "tomorrow",
    "0",
    "1795618800",
    "1e309",
    "NaN",
    "99999999999999999",
    "2026-11-25T",
    "2026-11-25Tsoon",
    "２０２６-11-25",
    "1599-12-31",
    "9000-01-02",
    "9999-12-31",
    "-99999999999999",
  ])("“%s” is not a date, and never another day", (value) => {
    expect(() => readInstant(value)).toThrow(UnreadableValue);
  });
});

describe("a number", () => {
  test.each([
    ["12000", 12_000],
    ["12000.50", 12_000.5],
    ["-3", -3],
    ["+3", 3],
    ["0", 0],
    ["007", 7],
  ])("%s is %s", (value, number) => expect(readNumber(value)).toBe(number));

  test.each(["1e309", "1e5", "Infinity", "NaN", "1,000", "1.000,00", "€5", "0x10", ".5", "5.", "--1", "9".repeat(400)])(
    "“%s” is not a number",
    (value) => expect(() => readNumber(value)).toThrow(UnreadableValue),
  );

  test.each(["", null, undefined])("%j is not set", (value) => expect(readNumber(value)).toBeNull());
});

describe("the source of an address", () => {
  test.each([
    ["https://northwind.example/?utm_source=LinkedIn&utm_medium=x", "LinkedIn"],
    ["northwind.example/page?utm_source=google", "google"],
    ["https://northwind.example/?utm_source=a&utm_source=b", "a"],
    ["https://northwind.example/?UTM_SOURCE=google", null],
    ["https://northwind.example/?utm_source=", null],
    ["https://northwind.example/?utm%5Fsource=google", "google"],
    ["https://northwind.example/#utm_source=google", null],
    ["https://utm_source.example/page?other=1", null],
    ["https://northwind.example/?utm_source=%20", null],
    ["https://northwind.example/?utm_source=%E2%82", "\uFFFD"],
    ["https://northwind.example/#utm_source=google", null],
    ["not an address at all", null],
    ["", null],
  ])("%s → %s", (value, source) => expect(readUtmSource(value)).toBe(source));
});

describe("the campaign of an address", () => {
  test.each([
    ["https://northwind.example/?utm_source=google&utm_campaign=Spring", "Spring"],
    ["https://northwind.example/?gclid=1&utm_source=google", null],
    ["https://northwind.example/?utm_campaign=&hsa_cam=123", "123"],
    ["https://northwind.example/?utm_campaign=%20", null],
    [null, null],
  ])("%s → %s", (value, campaign) => expect(readUtmCampaign(value)).toBe(campaign));
});

test("what it quotes is short, and no half of a character", () => {
  expect(() => readNumber(`${"x".repeat(39)}😀`)).toThrow(`"${"x".repeat(39)}\uFFFD" is not a number`);
});

test("whatever HubSpot sends, a reader gives a value or says that it cannot read it", () => {
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.webUrl({ withQueryParameters: true }),
    fc.constant(null),
    fc.constant(undefined),
  );
  const kind = (read: (text: string | null | undefined) => unknown, text: string | null | undefined) => {
    try {
      const result = read(text);
      if (result === null) return "not set";
      if (result instanceof Date) return Number.isNaN(result.getTime()) ? "no date" : "read";
      return typeof result === "number"
        ? Number.isFinite(result)
          ? "read"
          : "no number"
        : typeof result === "string"
          ? "read"
          : "odd";
    } catch (error) {
      return error instanceof UnreadableValue && error.message.isWellFormed() && error.message.length < 90
        ? "refused"
        : String(error);
    }
  };
  fc.assert(
    fc.property(value, (text) => {
      for (const read of [readText, readInstant, readNumber, readUtmSource, readUtmCampaign])
        expect(["read", "not set", "refused"]).toContain(kind(read, text));
    }),
    { numRuns: 2000 },
  );
});
