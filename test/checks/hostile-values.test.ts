import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { briefFinding } from "../../checks/brief-finding.ts";
import type { Check } from "../../checks/define-check.ts";
import { checks } from "../../checks/index.ts";
import { asKind } from "../../checks/kinds/index.ts";
import { parseRecord } from "../../connectors/hubspot/parse-record.ts";
import type { Properties } from "../../connectors/hubspot/types/descriptor.ts";
import { descriptorOf } from "../../connectors/hubspot/types/index.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import type { PastValue } from "../../domain/mirror/past-values.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import { addedBy, judgeCohorts, verdictOnRecord } from "./around.ts";
import { asOf, businessTime, owner, pipeline } from "./samples.ts";

/**
 * What HubSpot's properties may hold, and what people, imports and integrations put there: whatever it is, no check
 * breaks, none says NaN, and the same record is judged the same twice.
 */
const hostile = [
  null,
  "",
  " ",
  "0",
  "-1",
  "1e309",
  "NaN",
  "Infinity",
  "1,800.00",
  "1800.00",
  "99999999999999999999999999",
  "1700000000",
  "1700000000000",
  "99999999999999",
  "-99999999999999",
  "2026-02-30",
  "2026-11-25",
  "0000-01-01",
  "9999-12-31T23:59:59.999Z",
  "2026-11-25T14:59:59.999Z",
  "true",
  "FALSE",
  "lead",
  "marketingqualifiedlead",
  "closedwon",
  "contractsent",
  "NEW",
  "7",
  "404404",
  "__proto__",
  "constructor",
  "a@b@c",
  "\ud800",
  "👩‍👩‍👧‍👦 \u202eevil",
  "<script>alert(1)</script>",
  "https://client.example/?utm_source=%E0%A4%A&utm_campaign=%",
  "x".repeat(65_536),
] as const;

const value = fc.constantFrom(...hostile);
/** Half of what a record has is hostile, a quarter was never read, and the rest is empty. */
const propertiesOf = (type: RecordType) => {
  const { fields, name } = descriptorOf(type);
  const names = [...new Set([name, ...Object.values(fields)].flatMap((field) => field.properties))];
  return fc.record(Object.fromEntries(names.map((one) => [one, value])), { requiredKeys: [] });
};
const around = { pipeline: [pipeline] };

const recordOf = (type: RecordType) =>
  propertiesOf(type).map((properties) => {
    const { record, faults } = parseRecord(type, "101", properties as Properties, around);
    return { record, unread: [...faults.keys()][0] };
  });

const changedAt = fc
  .constantFrom("1970-01-01T00:00:00Z", "2026-11-20T10:00:00Z", "2026-11-24T10:00:00Z")
  .map((at) => new Date(at));

/** Any field's history: the values that it had in some hostile records, as the field is read. */
const pastOf = (type: RecordType) =>
  fc.array(fc.tuple(recordOf(type), changedAt, value), { maxLength: 4 }).map((changes) => {
    const of = (_: object, field: string) =>
      changes.map(([{ record }, at, source]) => ({ value: record[field as keyof typeof record], at, source }));
    return new Proxy({}, { get: of }) as Readonly<Record<string, readonly PastValue[]>>;
  });

/** Whatever in a verdict cannot be kept, told or read again. */
function faultsOf(check: Check, verdict: Verdict): readonly string[] {
  const faults: string[] = [];
  if ("reason" in verdict && /the check failed on this one/.test(verdict.reason)) faults.push(verdict.reason);
  if (verdict.holdsUntil instanceof Date && Number.isNaN(verdict.holdsUntil.getTime()))
    faults.push("holds until no time");
  if (verdict.status !== "fail") return faults;
  for (const [name, one] of Object.entries(verdict.evidence)) {
    if (one === undefined || (typeof one === "number" && !Number.isFinite(one))) faults.push(`${name} is ${one}`);
    if (typeof one === "string" && /Invalid Date|NaN/.test(one) && one !== "NaN") faults.push(`${name} is ${one}`);
  }
  const { evidence, since = asOf } = verdict;
  if (Number.isNaN(since.getTime())) faults.push("since no time");
  for (const at of [asOf, null])
    for (const isOver of [true, false]) {
      const said = check.say({ name: "Ana Ruiz", evidence, since, at, isOver, businessTime });
      // A value that is cited may say so itself; it is cut out first.
      const own = Object.values(evidence).reduce<string>((text, one) => text.replaceAll(String(one), ""), said);
      if (/NaN|undefined|Invalid Date|\[object/.test(own)) faults.push(`says “${said.slice(0, 200)}”`);
    }
  briefFinding({ checkId: check.id, label: "Ana Ruiz", evidence, since, endedAt: null } as never, businessTime);
  return faults;
}

const related = fc.tuple(recordOf("contact"), recordOf("company"), recordOf("deal"));

describe("records of hostile values", () => {
  const recordChecks = checks.flatMap((check) => {
    const record = asKind("record", check);
    return record === null ? [] : [{ id: check.id, check, type: record.judges as RecordType }];
  });

  test.each(recordChecks)("$id", ({ check, type }) => {
    fc.assert(
      fc.property(recordOf(type), related, fc.option(pastOf(type)), ({ record, unread }, others, history) => {
        const given = { ...record, related: others.map((one) => one.record), history };
        const setting = unread === undefined ? {} : { unread };
        const judge = () => verdictOnRecord(check, given as never, {}, setting);
        const verdict = judge();
        expect(faultsOf(check, verdict)).toEqual([]);
        expect(judge()).toEqual(verdict);
        // With what could not be read taken for empty, as the worst case: nothing breaks either.
        expect(faultsOf(check, verdictOnRecord(check, given as never))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("crowds of hostile values", () => {
  const measures = checks.flatMap((check) => {
    const measure = asKind("measure", check);
    return measure === null ? [] : [{ id: check.id, check, of: measure.needs.aggregate.of as RecordType }];
  });

  test.each(measures)("$id: what a record adds is a number of something", ({ check, of }) => {
    fc.assert(
      fc.property(recordOf(of), pastOf(of), ({ record }, history) => {
        const added = addedBy(check, { ...record, history } as never);
        expect(added === null || Number.isFinite(added.sum)).toBe(true);
        expect(addedBy(check, { ...record, history } as never)).toEqual(added);
      }),
      { numRuns: 300 },
    );
  });

  test.each(measures)("$id: cohorts as such records make them, of any size", ({ check, of }) => {
    const size = fc.constantFrom(0, 1, 19, 20, 21, 1_000_000);
    const cohort = fc.tuple(recordOf(of), pastOf(of)).map(([{ record }, history]) => {
      return addedBy(check, { ...record, history } as never)?.cohort ?? null;
    });
    const crowds = fc.array(fc.tuple(cohort, fc.tuple(size, size)), { maxLength: 6 });
    fc.assert(
      fc.property(crowds, (drawn) => {
        const cohorts = Object.fromEntries(
          drawn.flatMap(([name, figures]) => (name === null ? [] : [[name, figures]])),
        );
        const judge = () =>
          judgeCohorts(check, cohorts as never, {}, { inventory: { owner: [owner], "contact-property": [] } });
        const judged = judge();
        expect(judged.flatMap(({ verdict }) => faultsOf(check, verdict))).toEqual([]);
        expect(judge()).toEqual(judged);
      }),
      { numRuns: 300 },
    );
  });

  test("there are such checks", () => expect(measures.length).toBeGreaterThan(5));
});
