import type { Lacks, MirrorState } from "../../../domain/mirror/mirror.ts";
import { namesToWiden, type Widening } from "../../../domain/mirror/widening.ts";
import { pluralOf } from "../../../domain/plural.ts";
import { countRecords } from "../../../storage/mirror.ts";
import type { CopyOutcome, CopyTask, CopyTools } from "./copy-records.ts";

/** What a copy came to, by the mirror as it stands after it. */
export async function outcomeOf(
  tools: CopyTools,
  task: CopyTask,
  state: MirrorState,
  how: CopyOutcome["how"],
  startedAt: Date,
): Promise<CopyOutcome> {
  const names = task.mayWait === true ? namesToWiden(state, task.properties) : [];
  const outcome = await outcomeOfHeld(tools, task, state, how, startedAt);
  if (names.length === 0) return outcome;
  const { read, of } = state.widening ?? { read: 0, of: outcome.records };
  return { ...outcome, awaits: { names, read, of } };
}

async function outcomeOfHeld(
  { db }: CopyTools,
  { clientId, type, properties }: CopyTask,
  { doubt, lacks }: Pick<MirrorState, "doubt" | "lacks">,
  how: CopyOutcome["how"],
  startedAt: Date,
): Promise<CopyOutcome> {
  const records = await countRecords(db, clientId, type);
  if (doubt !== null) return { status: "suspicious", reason: doubt, records, startedAt, how, lacks: [] };
  const lacked = properties.filter((name) => lacks?.names.includes(name) === true);
  if (lacked.length === 0) return { status: "complete", reason: null, records, startedAt, how, lacks: [] };
  const reason = `HubSpot left ${lacked.join(", ")} out of ${lacks!.records} of ${records} ${pluralOf(type)}, so nobody knows it of them.`;
  return { status: "partial", reason, records, startedAt, how, lacks: lacked };
}

/** What the mirror may claim of each record: what was asked for, without what HubSpot left out of one. */
export function claimOf(asked: readonly string[], lacks: Lacks | null): Pick<MirrorState, "properties" | "lacks"> {
  return { properties: asked.filter((name) => lacks?.names.includes(name) !== true), lacks };
}

/** What a list has asked of every record is not asked of each of them once more. */
export function answered({ names, records }: Lacks): Widening {
  return { names, after: null, read: records, of: records, isThrough: true };
}
