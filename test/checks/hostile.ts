import { briefFinding } from "../../checks/brief-finding.ts";
import type { Check } from "../../checks/define-check.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import { asOf, businessTime } from "./samples.ts";

/** What HubSpot's properties may hold, and what people, imports and integrations put there. */
export const hostile = [
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

/** Whatever in a verdict cannot be kept, told or read again. */
export function faultsOf(check: Check, verdict: Verdict): readonly string[] {
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
