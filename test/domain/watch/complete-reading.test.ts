import { expect, test } from "vitest";
import type { AccessState } from "../../../domain/access.ts";
import type { ScanReceipt } from "../../../domain/mirror/scan.ts";
import { isCompleteReading } from "../../../domain/watch/complete-reading.ts";

const complete: ScanReceipt = { subject: "contact", status: "complete", reason: null, records: 10 };
const forbidden: ScanReceipt = {
  subject: "deal",
  status: "unreadable",
  reason: "no scope",
  records: 0,
  isForbidden: true,
};
const closed = { state: "token-refused" as const, reason: "revoked", remedy: "renew" };

test.each<{ what: string; access?: AccessState; receipts: readonly ScanReceipt[]; is: boolean }>([
  { what: "all complete", receipts: [complete], is: true },
  { what: "nothing to scan beside our own access", receipts: [], is: true },
  { what: "one refused for want of a scope, as people know", receipts: [complete, forbidden], is: true },
  { what: "everything refused", receipts: [forbidden], is: false },
  {
    what: "the scope went away in mid-scan",
    receipts: [complete, { ...forbidden, status: "partial", records: 3 }],
    is: false,
  },
  { what: "cut", receipts: [complete, { ...complete, subject: "deal", status: "partial" }], is: false },
  { what: "far fewer than before", receipts: [{ ...complete, status: "suspicious" }], is: false },
  { what: "an outage", receipts: [complete, { ...forbidden, isForbidden: false }], is: false },
  { what: "the portal is closed", access: "token-refused", receipts: [], is: false },
  { what: "the portal closed while it was read", receipts: [complete, { ...forbidden, access: closed }], is: false },
])("$what: $is", ({ access = "granted", receipts, is }) => {
  expect(isCompleteReading(access, receipts)).toBe(is);
});
