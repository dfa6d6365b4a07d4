import { startAdding } from "../../../checks/aggregate.ts";
import { checkById } from "../../../checks/index.ts";
import type { Check, CheckContext } from "../../../checks/define-check.ts";
import { kindOf } from "../../../checks/kinds/index.ts";
import { noDrift } from "../../../checks/sources/approved.ts";
import { pastReader } from "../../../connectors/hubspot/parse-past.ts";
import { parseRecord } from "../../../connectors/hubspot/parse-record.ts";
import { granted } from "../../../domain/access.ts";
import type { Inventory } from "../../../domain/inventory/inventory.ts";
import type { RecordType } from "../../../domain/mirror/records.ts";
import { judgeWorkflows } from "./judge-workflows.ts";
import type { PlainRecord, PlainScript } from "./plain-script.ts";
import { businessTime, now, pipeline } from "./portal.ts";

const inventory: Inventory = { pipeline: [pipeline] };

/** The ids that the check itself accuses, of the same records; and how many it could not judge. */
export function accusedByCheck(script: PlainScript, records: readonly PlainRecord[]) {
  const check = checkById(script.checkId);
  if (check === undefined) throw new Error(`There is no check "${script.checkId}".`);
  const params = check.params.parse(script.params ?? {}) as never;
  const context: CheckContext<never> = { asOf: now, businessTime, params };
  const verdicts = verdictsOf(check, script, records, context);
  const named = (status: string) => verdicts.filter(({ verdict }) => verdict.status === status).map(({ id }) => id);
  return { accused: named("fail"), unknown: named("unknown") };
}

function verdictsOf(
  check: Check,
  { type }: PlainScript,
  records: readonly PlainRecord[],
  context: CheckContext<never>,
) {
  if (type === "workflow") return judgeWorkflows(check, records, context);
  const { aggregates } = kindOf(check).plan(check);
  if (aggregates.length > 0) return judgeWhole(check, records, type, context);
  return records.flatMap((record) => judgeOne(check, record, type, context));
}

function judgeOne(
  check: Check,
  { id, properties, history = {} }: PlainRecord,
  type: RecordType,
  context: CheckContext<never>,
) {
  const kind = kindOf(check);
  const { record, faults } = parseRecord(type, id, properties, inventory);
  const stored = Object.fromEntries(
    Object.entries(history).map(([name, values]) => [
      name,
      values.map(({ value, timestamp }) => ({ value: value === "" ? null : value, at: timestamp, source: null })),
    ]),
  );
  const beside = { hands: [], clocks: [], history: pastReader(type, id, stored, inventory) };
  const subject = { type, id, label: record.name, ownerId: null };
  return kind
    .load(check, { subject, record, faults, beside, inventory })
    .flatMap((given) => kind.judge(check, given, context))
    .map(({ verdict }) => ({ id, verdict }));
}

function judgeWhole(check: Check, records: readonly PlainRecord[], type: RecordType, context: CheckContext<never>) {
  const kind = kindOf(check);
  const added = kind.plan(check).aggregates.map((definition) => {
    const adding = startAdding(check.id, definition, context);
    for (const { id, properties } of records) {
      const { record, faults } = parseRecord(type, id, properties, inventory);
      adding.add(record, faults);
    }
    return adding.added();
  });
  const stock = { access: granted, comparison: null, inventory, drift: noDrift, added, openSubjects: [] };
  return kind
    .load(check, stock)
    .flatMap((given) => kind.judge(check, given, context))
    .map(({ verdict }) => ({ id: "portal", verdict }));
}
