import { expect, test } from "vitest";
import { asKind } from "../../checks/kinds/index.ts";
import { requiredFields } from "../../checks/needs.ts";
import { checks } from "../../checks/index.ts";
import type { CrmRecord } from "../../domain/mirror/records.ts";
import { judgeRecord } from "./around.ts";
import { deal, lead, leadObject } from "./samples.ts";

const samples: Readonly<Record<string, CrmRecord>> = { contact: lead, deal, lead: leadObject };

const unread = checks.flatMap((check) => {
  const record = asKind("record", check);
  const sample = record === null ? undefined : samples[record.judges];
  if (record === null || sample === undefined) return [];
  const fields = requiredFields(check).filter(({ of }) => of === record.judges);
  return fields.map(({ field }) => ({ id: check.id, check, sample, field }));
});

test.each(unread)("$id says nothing of a record whose $field was not read", ({ check, sample, field }) => {
  expect(judgeRecord(check, sample, {}, { unread: field })).toEqual({ status: "unknown", reason: "it was not read" });
});

test("there are such checks", () => {
  expect(unread.length).toBeGreaterThan(10);
});
