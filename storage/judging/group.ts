import type { StoreHandle } from "../database.ts";

/** The checks of one cadence that rest on records of one type: they are judged together and share a cursor each. */
export interface GroupName {
  readonly clientId: string;
  readonly cadence: string;
  readonly recordType: string;
}

export interface VerdictCounts {
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

/** How far one check of a group has come. */
export interface JudgedCheck extends VerdictCounts {
  readonly checkId: string;
  /** Of its two bits in `standing`. */
  readonly place: number;
  /** Up to which change it has judged; -1: it never has, and its counts say nothing. */
  readonly judgedChange: number;
  readonly unknownBecause: string | null;
}

/** How far a group has come. */
export interface JudgedGroup {
  readonly ruleSet: number;
  /** A hash of all that its checks judge by. */
  readonly rules: string;
  /** The latest instant at which it was judged. */
  readonly asOf: Date;
  /** Moves with each run that settles. */
  readonly version: number;
  readonly checks: readonly JudgedCheck[];
}

/** Null before its first run. */
export async function readGroup(db: StoreHandle, group: GroupName): Promise<JudgedGroup | null> {
  const row = await db
    .selectFrom("judged_group")
    .selectAll()
    .where("client_id", "=", group.clientId)
    .where("cadence", "=", group.cadence)
    .where("record_type", "=", group.recordType)
    .executeTakeFirst();
  if (row === undefined) return null;
  const checks = await db
    .selectFrom("judged_check")
    .selectAll()
    .where("client_id", "=", group.clientId)
    .where("cadence", "=", group.cadence)
    .where("record_type", "=", group.recordType)
    .orderBy("place")
    .execute();
  return {
    ruleSet: row.rule_set,
    rules: row.rules,
    asOf: row.as_of,
    version: Number(row.version),
    checks: checks.map((check) => ({
      checkId: check.check_id,
      place: check.place,
      judgedChange: Number(check.judged_change),
      passed: check.passed,
      failed: check.failed,
      unknown: check.unknown,
      notApplicable: check.not_applicable,
      unknownBecause: check.unknown_because,
    })),
  };
}

export async function saveGroup(transaction: StoreHandle, group: GroupName, state: JudgedGroup): Promise<void> {
  const values = { rule_set: state.ruleSet, rules: state.rules, as_of: state.asOf, version: state.version };
  await transaction
    .insertInto("judged_group")
    .values({ ...keyOf(group), ...values })
    .onConflict((conflict) => conflict.columns(["client_id", "cadence", "record_type"]).doUpdateSet(values))
    .execute();
}

/** Writes the checks that are named, and with `instead` removes all others of the group. */
export async function saveJudgedChecks(
  transaction: StoreHandle,
  group: GroupName,
  checks: readonly JudgedCheck[],
  { instead }: { readonly instead: boolean },
): Promise<void> {
  if (instead)
    await transaction
      .deleteFrom("judged_check")
      .where("client_id", "=", group.clientId)
      .where("cadence", "=", group.cadence)
      .where("record_type", "=", group.recordType)
      .execute();
  if (checks.length === 0) return;
  await transaction
    .insertInto("judged_check")
    .values(
      checks.map((check) => ({
        ...keyOf(group),
        check_id: check.checkId,
        place: check.place,
        judged_change: check.judgedChange,
        passed: check.passed,
        failed: check.failed,
        unknown: check.unknown,
        not_applicable: check.notApplicable,
        unknown_because: check.unknownBecause,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["client_id", "cadence", "record_type", "check_id"]).doUpdateSet((eb) => ({
        place: eb.ref("excluded.place"),
        judged_change: eb.ref("excluded.judged_change"),
        passed: eb.ref("excluded.passed"),
        failed: eb.ref("excluded.failed"),
        unknown: eb.ref("excluded.unknown"),
        not_applicable: eb.ref("excluded.not_applicable"),
        unknown_because: eb.ref("excluded.unknown_because"),
      })),
    )
    .execute();
}

function keyOf({ clientId, cadence, recordType }: GroupName) {
  return { client_id: clientId, cadence, record_type: recordType };
}
