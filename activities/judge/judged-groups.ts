import { createHash } from "node:crypto";
import { lookBackOf, type LookBack } from "../../checks/look-back.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import type { InventoryQuestion } from "../../checks/sources/inventory.ts";
import type { Inventory, ItemType } from "../../domain/inventory/inventory.ts";
import { hashOfProjection } from "../../storage/inventory/projection.ts";
import { recordTypesOf } from "../../checks/needs.ts";
import { cadences } from "../../checks/define-check.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { readGroups, type GroupName, type JudgedGroup } from "../../storage/judging/group.ts";
import { mirrorStates } from "../../storage/judging/mirror-lock.ts";
import type { RunChecksInput } from "../shapes.ts";
import type { ObservedCheck } from "./observed-checks.ts";
import { ruleCalendarOf, ruleKeysOf, type RuleCalendar } from "./rule-key.ts";
import { settingsOf } from "./scope-of.ts";
import { asBegun, slicingOf, usualSlice, type Slicing } from "./slices.ts";

/** The checks of one cadence that rest on records of one type, and how far they had come before this run. */
export interface RunGroup {
  readonly name: GroupName;
  readonly type: RecordType;
  /** In the order of their bits. */
  readonly checks: readonly ObservedCheck[];
  readonly before: JudgedGroup | null;
  /** A hash of all that they judge by. */
  readonly rules: string;
  /** A hash of what one of them judges by. */
  readonly ruleOf: (observed: ObservedCheck) => string;
  /** The number of the rule set that this run judges by. */
  readonly ruleSet: number;
  /** Everything is judged anew, because the rules are others or none were before. */
  readonly isRebuild: boolean;
  /** The clock went back: everything is judged at that instant, and what was judged later stays as it stands. */
  readonly isBackward: boolean;
  /** How far back hands are given to them. */
  readonly lookBack: LookBack;
  /** Check id → a hash of what it asks for of the inventory; absent where it asks for nothing. */
  readonly projections: ReadonlyMap<string, string>;
  /** The last change that can be seen. */
  readonly upTo: number;
  /** How often the properties had been forgotten that its records were read with. */
  readonly epoch: number;
  /** Changed rules are taken over a part at a time; null: all that stands, stands by these. */
  readonly slicing: Slicing | null;
}

/** Raised when the same rules would be kept otherwise than before. */
const format = 1;

/** The groups of a run, fast ones first. Which checks a run is about does not matter to the others of its client. */
export async function groupsOf(
  db: StoreHandle,
  client: ClientConfig,
  { run, plan }: Pick<RunChecksInput, "run" | "plan">,
  checks: readonly ObservedCheck[],
  inventory: Inventory,
  recordsASlice = usualSlice,
): Promise<readonly RunGroup[]> {
  const groups: RunGroup[] = [];
  const calendar = ruleCalendarOf(client, inventory.owner ?? []);
  const groupBefore = await readGroups(db, client.clientId);
  // Read last: whatever the groups have judged before, the mirror is as far.
  const mirrorOf = await mirrorStates(db, client.clientId);
  for (const cadence of cadences) {
    const own = checks.filter(({ monitor }) => monitor.cadence === cadence);
    // Of its own checks alone: whichever run judges them gives them the same.
    const lookBack = lookBackOf(own.map(({ monitor }) => monitor));
    for (const type of new Set(own.flatMap(({ check }) => [...recordTypesOf(check)])).values()) {
      const name = { clientId: client.clientId, cadence, recordType: type };
      const judging = own.filter(({ check }) => recordTypesOf(check).has(type));
      const sorted = judging.toSorted((a, b) => (a.check.id < b.check.id ? -1 : 1));
      const rules = rulesOf(sorted, calendar, {
        epoch: mirrorOf(type).epoch,
        // What is shown with a finding, and how far back hands are given.
        uiDomain: plan.uiDomain,
        portalId: client.portalId,
        lookBack,
      });
      const known = groupBefore(name);
      const { epoch, records } = mirrorOf(type);
      const isBackward = known !== null && new Date(run.asOf) < known.asOf;
      const projections = projectionsOf(sorted, inventory);
      const ruleOf = ({ check, monitor }: ObservedCheck) => ruleKeysOf(check, settingsOf(monitor), calendar)[0];
      const ruled = sorted.map((observed) => ({
        checkId: observed.check.id,
        projection: projections.get(observed.check.id) ?? null,
        rule: ruleOf(observed),
        isSum: kindOf(observed.check)
          .plan(observed.check)
          .aggregates.some(({ of }) => of === type),
      }));
      const slicing = slicingOf(known, { cadence, rules, epoch, records, size: recordsASlice, checks: ruled });
      const isRebuild = known === null || (known.rules !== rules && slicing === null);
      const before = slicing?.isFirst === true ? asBegun(known!, ruled) : known;
      groups.push({
        name,
        type,
        checks: sorted,
        before,
        rules,
        ruleOf,
        ruleSet: (before?.ruleSet ?? 0) + (isRebuild || slicing?.isFirst === true ? 1 : 0),
        isRebuild,
        lookBack,
        projections,
        isBackward,
        upTo: mirrorOf(type).lastChange,
        epoch,
        slicing,
      });
    }
  }
  return groups;
}

/** Of checks that are judged record by record; others are given the portal in every run. */
function projectionsOf(checks: readonly ObservedCheck[], inventory: Inventory): ReadonlyMap<string, string> {
  return new Map(
    checks.flatMap(({ check }) => {
      const { asks, records } = kindOf(check).plan(check);
      const asked = records === null ? [] : asks.filter(({ source }) => source.name === "inventory");
      if (asked.length === 0) return [];
      const questions = asked.flatMap(({ question }) => Object.entries(question as InventoryQuestion));
      const hashes = questions.map(([kind, fields]) => [
        kind,
        hashOfProjection(inventory[kind as ItemType] ?? [], fields ?? []),
      ]);
      return [[check.id, JSON.stringify(hashes)] as const];
    }),
  );
}

/** Whatever the same record can be judged otherwise by: never the source text. */
function rulesOf(
  checks: readonly ObservedCheck[],
  calendar: RuleCalendar,
  around: Readonly<Record<string, unknown>>,
): string {
  const each = checks.map(({ check, monitor }) => [
    check.id,
    monitor.severity,
    ruleKeysOf(check, settingsOf(monitor), calendar)[0],
  ]);
  return createHash("sha256")
    .update(JSON.stringify([format, each, around]))
    .digest("base64url")
    .slice(0, 16);
}
