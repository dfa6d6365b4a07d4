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
  /** A hash of what it was given of the inventory; null where it asks for nothing. */
  readonly projection: string | null;
  /** A hash of its own version, settings and calendar; null where an older program has judged. */
  readonly rule: string | null;
  /** "3:0,4:1": under which place each of its sums is kept with a record, and which one it is; null as above. */
  readonly tallies: string | null;
}

/** Rules that hold no more, by which some records still stand. */
export interface OlderRules {
  readonly ruleSet: number;
  /** Their counters are those of the records that stand by them. */
  readonly checks: readonly JudgedCheck[];
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
  /** The id of the record up to which slices have judged by these rules; null: all records stand by them. */
  readonly sliceAfter: string | null;
  /** How often properties had been forgotten when the rules began to hold; null where an older program has judged. */
  readonly epoch: number | null;
  readonly checks: readonly JudgedCheck[];
  /** Newest first; empty where no slices go on. */
  readonly older: readonly OlderRules[];
}

type GroupState = Omit<JudgedGroup, "checks" | "older">;

/** Null before its first run. */
export async function readGroup(db: StoreHandle, group: GroupName): Promise<JudgedGroup | null> {
  return (await readGroups(db, group.clientId))(group);
}

/** All groups of a client that were ever judged, with their checks, as they are at one instant. */
export async function readGroups(db: StoreHandle, clientId: string): Promise<(group: GroupName) => JudgedGroup | null> {
  const rows = await db
    .selectFrom("judged_group as g")
    .leftJoin("judged_check as c", (join) =>
      join
        .onRef("c.client_id", "=", "g.client_id")
        .onRef("c.cadence", "=", "g.cadence")
        .onRef("c.record_type", "=", "g.record_type"),
    )
    .select(["g.cadence", "g.record_type", "g.rule_set", "g.rules", "g.as_of", "g.version"])
    .select(["c.check_id", "c.place", "c.judged_change", "c.passed", "c.failed", "c.unknown", "c.not_applicable"])
    .select(["g.slice_after", "g.epoch", "c.unknown_because", "c.projection", "c.rule_set as of_rule_set"])
    .select(["c.rule", "c.tallies"])
    .where("g.client_id", "=", clientId)
    .orderBy("c.place")
    .execute();
  const byGroup = Map.groupBy(rows, (row) => `${row.cadence}/${row.record_type}`);
  return ({ cadence, recordType }) => {
    const of = byGroup.get(`${cadence}/${recordType}`);
    if (of === undefined) return null;
    const { rule_set: ruleSet, rules, as_of: asOf, version, slice_after: sliceAfter, epoch } = of[0]!;
    const byRules = Map.groupBy(of, (row) => row.of_rule_set);
    const older = [...byRules.keys()].filter((one) => one !== null && one !== ruleSet).sort((a, b) => b! - a!);
    return {
      ruleSet,
      rules,
      asOf,
      version: Number(version),
      sliceAfter,
      epoch,
      checks: (byRules.get(ruleSet) ?? []).flatMap(asCheck),
      older: older.map((one) => ({ ruleSet: one!, checks: byRules.get(one)!.flatMap(asCheck) })),
    };
  };
}

/** How often each group of a client was settled; 0: never. */
export async function readVersions(db: StoreHandle, clientId: string): Promise<(group: GroupName) => number> {
  const rows = await db
    .selectFrom("judged_group")
    .select(["cadence", "record_type", "version"])
    .where("client_id", "=", clientId)
    .execute();
  const versions = new Map(rows.map((row) => [`${row.cadence}/${row.record_type}`, Number(row.version)]));
  return ({ cadence, recordType }) => versions.get(`${cadence}/${recordType}`) ?? 0;
}

export async function saveGroup(transaction: StoreHandle, group: GroupName, state: GroupState): Promise<void> {
  await saveGroups(transaction, [{ group, state }]);
}

/** Writes how far groups have come; of their checks nothing. */
export async function saveGroups(
  transaction: StoreHandle,
  groups: readonly { readonly group: GroupName; readonly state: GroupState }[],
): Promise<void> {
  if (groups.length === 0) return;
  await transaction
    .insertInto("judged_group")
    .values(
      groups.map(({ group, state: { ruleSet, rules, asOf, version, sliceAfter, epoch } }) => ({
        ...keyOf(group),
        rule_set: ruleSet,
        rules,
        as_of: asOf,
        version,
        slice_after: sliceAfter,
        epoch,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["client_id", "cadence", "record_type"]).doUpdateSet((eb) => ({
        rule_set: eb.ref("excluded.rule_set"),
        rules: eb.ref("excluded.rules"),
        as_of: eb.ref("excluded.as_of"),
        version: eb.ref("excluded.version"),
        slice_after: eb.ref("excluded.slice_after"),
        epoch: eb.ref("excluded.epoch"),
      })),
    )
    .execute();
}

/** Writes the checks that are named of a rule set, and with `instead` removes all others of the group. */
export async function saveJudgedChecks(
  transaction: StoreHandle,
  group: GroupName,
  { ruleSet, checks }: OlderRules,
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
        projection: check.projection,
        rule_set: ruleSet,
        rule: check.rule,
        tallies: check.tallies,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["client_id", "cadence", "record_type", "rule_set", "check_id"]).doUpdateSet((eb) => ({
        place: eb.ref("excluded.place"),
        judged_change: eb.ref("excluded.judged_change"),
        passed: eb.ref("excluded.passed"),
        failed: eb.ref("excluded.failed"),
        unknown: eb.ref("excluded.unknown"),
        not_applicable: eb.ref("excluded.not_applicable"),
        unknown_because: eb.ref("excluded.unknown_because"),
        projection: eb.ref("excluded.projection"),
        rule: eb.ref("excluded.rule"),
        tallies: eb.ref("excluded.tallies"),
      })),
    )
    .execute();
}

/** All records stand by this rule set now: the others are forgotten. */
export async function forgetOlderChecks(transaction: StoreHandle, group: GroupName, ruleSet: number): Promise<void> {
  await transaction
    .deleteFrom("judged_check")
    .where("client_id", "=", group.clientId)
    .where("cadence", "=", group.cadence)
    .where("record_type", "=", group.recordType)
    .where("rule_set", "<>", ruleSet)
    .execute();
}

interface CheckColumns {
  readonly check_id: string | null;
  readonly place: number | null;
  readonly judged_change: number | null;
  readonly passed: number | null;
  readonly failed: number | null;
  readonly unknown: number | null;
  readonly not_applicable: number | null;
  readonly unknown_because: string | null;
  readonly projection: string | null;
  readonly rule: string | null;
  readonly tallies: string | null;
}

/** A group without checks comes with one row of nothing. */
function asCheck(row: CheckColumns): JudgedCheck[] {
  if (row.check_id === null) return [];
  return [
    {
      checkId: row.check_id,
      place: row.place!,
      judgedChange: Number(row.judged_change),
      passed: row.passed!,
      failed: row.failed!,
      unknown: row.unknown!,
      notApplicable: row.not_applicable!,
      unknownBecause: row.unknown_because,
      projection: row.projection,
      rule: row.rule,
      tallies: row.tallies,
    },
  ];
}

function keyOf({ clientId, cadence, recordType }: GroupName) {
  return { client_id: clientId, cadence, record_type: recordType };
}
