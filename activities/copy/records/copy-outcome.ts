import type { Lacks, MirrorState } from "../../../domain/mirror/mirror.ts";
import { namesToWiden, type Awaited, type Widenable, type Widening } from "../../../domain/mirror/widening.ts";
import { pluralOf } from "../../../domain/plural.ts";
import { countRecords } from "../../../storage/mirror.ts";
import type { CopyTask, CopyTools } from "./copy-records.ts";

/** What a copy came to. Everything but `complete` carries its reason. */
export interface CopyOutcome {
  readonly status: "complete" | "partial" | "suspicious";
  readonly reason: string | null;
  /** Records of the mirror that this outcome stands for. */
  readonly records: number;
  /** Records met by this copy carry this instant or a later one. */
  readonly startedAt: Date;
  readonly how: "list" | "changes" | "reuse" | "part of a list";
  /** Names that HubSpot left out of some records; each record is judged by what it was read with. */
  readonly lacks: readonly string[];
  /** What is still being read beside the audits; absent when nothing is. */
  readonly awaits?: Awaited;
  /** For how long at least HubSpot's search hid a change that this copy has found; absent or 0: it hid nothing. */
  readonly hiddenMs?: number;
  /** True when it is in doubt because that search may hide too much. */
  readonly isBehind?: boolean;
}

/** What a copy that has come to its end says of the mirror as it stands. */
export async function outcomeOf(
  tools: Pick<CopyTools, "db">,
  task: CopyTask,
  state: Widenable & Pick<MirrorState, "lacks">,
  copy: Pick<CopyOutcome, "how" | "startedAt">,
): Promise<CopyOutcome> {
  const outcome = { ...(await outcomeOfHeld(tools, task, state)), ...copy };
  const names = task.mayWait === true ? namesToWiden(state, task.properties) : [];
  if (names.length === 0) return outcome;
  const { read, of } = state.widening ?? { read: 0, of: outcome.records };
  return { ...outcome, awaits: { names, read, of } };
}

async function outcomeOfHeld(
  { db }: Pick<CopyTools, "db">,
  { clientId, type, properties }: CopyTask,
  { doubt, lacks }: Pick<MirrorState, "doubt" | "lacks">,
): Promise<Pick<CopyOutcome, "status" | "reason" | "records" | "lacks">> {
  const records = await countRecords(db, clientId, type);
  if (doubt !== null) return { status: "suspicious", reason: doubt, records, lacks: [] };
  const lacked = properties.filter((name) => lacks?.names.includes(name) === true);
  if (lacked.length === 0) return { status: "complete", reason: null, records, lacks: [] };
  const some = `${lacks!.records} of ${records} ${pluralOf(type)}`;
  const reason = `HubSpot left ${lacked.join(", ")} out of ${some}, so nobody knows it of them.`;
  return { status: "partial", reason, records, lacks: lacked };
}

/** What the mirror may claim of each record: what was asked for, without what HubSpot left out of one. */
export function claimOf(asked: readonly string[], lacks: Lacks | null): Pick<MirrorState, "properties" | "lacks"> {
  return { properties: asked.filter((name) => lacks?.names.includes(name) !== true), lacks };
}

/** What a list has asked of every record is not asked of each of them once more. */
export function answered({ names, records }: Lacks): Widening {
  return { names, after: null, read: records, of: records, isThrough: true };
}
