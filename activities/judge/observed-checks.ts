import { checkById } from "../../checks/index.ts";
import type { Check } from "../../checks/define-check.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import { requiredFields, scansOf } from "../../checks/needs.ts";
import type { ClientConfig, Monitor } from "../../config/config.ts";
import { propertiesOf } from "../../connectors/hubspot/fields.ts";
import type { PortalAccess } from "../../domain/access.ts";
import { assess, inDoubt, withoutUnknown, type Assessment } from "../../domain/findings/assess.ts";
import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import { restingOn } from "../../domain/mirror/scan.ts";
import type { RunChecksInput } from "../shapes.ts";

/** One check of a run: what holds for it, and how its subjects fared. */
export interface ObservedCheck {
  readonly check: Check;
  readonly monitor: Monitor;
  readonly assessment: Assessment;
  /** Everything that it rests on was read, whatever of it could be judged. */
  readonly isWholeLook: boolean;
  readonly counts: Record<VerdictStatus, number>;
}

/** The checks of a run with what its scans allow to say of each. Nothing is counted yet. */
export function observedChecks(client: ClientConfig, { plan, receipts }: RunChecksInput): readonly ObservedCheck[] {
  return plan.checkIds.flatMap((checkId) => {
    const check = checkById(checkId);
    const monitor = client.monitors.find((one) => one.checkId === checkId);
    // A check that was switched off since the run was planned is judged no more.
    if (check === undefined || monitor === undefined) return [];
    const about = {
      scans: scansOf(check),
      counts: kindOf(check).plan(check).aggregates.length > 0,
      watchesAccess: kindOf(check).watchesUs,
    };
    const needed = propertiesNeededBy(check);
    const missing = plan.missingProperties.filter((name) => needed.has(name));
    const assessment = assess(about, restingOn(receipts, needed), plan.access, missing);
    const isWholeLook = assessment.status === "assessed";
    return [{ check, monitor, assessment, isWholeLook, counts: { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 } }];
  });
}

/** What a check could not judge is said; above a share it has said too little to count as assessed. */
export function withUnknown(observed: ObservedCheck, reason: string | undefined): ObservedCheck {
  const { check, counts, assessment } = observed;
  // Whoever judges a sample as a whole says that it is too small, and that is no fault of anybody's.
  if (!kindOf(check).subjectsStandAlone) return observed;
  const all = counts.pass + counts.fail + counts.unknown;
  return {
    ...observed,
    assessment: withoutUnknown(assessment, { unknown: counts.unknown, all, of: check.judges, reason }),
  };
}

export function doubted(observed: ObservedCheck, doubts: ReadonlyMap<string, string>): ObservedCheck {
  const reason = doubts.get(observed.check.id);
  return reason === undefined ? observed : { ...observed, assessment: inDoubt(observed.assessment, reason) };
}

/** The properties that this very check rests on, each written `contact.email`. */
function propertiesNeededBy(check: Check): ReadonlySet<string> {
  return new Set(
    requiredFields(check).flatMap(({ of, field }) => propertiesOf(of, field).map((name) => `${of}.${name}`)),
  );
}

/** A portal can close while it is read: then it is known before the next run asks. */
export function accessOf({ plan, receipts }: RunChecksInput): PortalAccess {
  return receipts.find(({ access }) => access !== undefined)?.access ?? plan.access;
}

/** From a partial scan only the records that it met are judged; what it did not reach may be out of date. */
export function metSince({ receipts }: RunChecksInput, type: RecordType): Date | null {
  const receipt = receipts.find(({ subject }) => subject === type);
  const hasMetAll = receipt?.status !== "partial" || receipt.lacks !== undefined;
  return !hasMetAll && receipt.startedAt !== undefined ? new Date(receipt.startedAt) : null;
}
