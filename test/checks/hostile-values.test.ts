import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { asKind } from "../../checks/kinds/index.ts";
import { parseRecord } from "../../connectors/hubspot/parse-record.ts";
import type { Properties } from "../../connectors/hubspot/types/descriptor.ts";
import { descriptorOf } from "../../connectors/hubspot/types/index.ts";
import type { PastValue } from "../../domain/mirror/past-values.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import { addedBy, judgeCohorts, verdictOnRecord } from "./around.ts";
import { faultsOf, hostile } from "./hostile.ts";
import { owner, pipeline } from "./samples.ts";

/**
 * Whatever a property holds, no check breaks, none says NaN, and the same record is judged the same twice. For what a
 * portal is set up with, see hostile-inventory.test.ts.
 */
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
      { numRuns: 400 },
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
