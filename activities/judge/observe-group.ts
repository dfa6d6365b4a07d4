import type { Judgement } from "../../checks/judge.ts";
import { subjectOf } from "../../checks/judge.ts";
import { sourcesBeside } from "../../checks/needs.ts";
import { loadBeside } from "../../checks/sources/load-beside.ts";
import type { BusinessTime } from "../../domain/business-time.ts";
import type { VerdictStatus } from "../../domain/findings/verdict.ts";
import type { HoursOfOwner } from "../../domain/leads/hours-of-owner.ts";
import type { Inventory } from "../../domain/inventory/inventory.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { goneStandings } from "../../storage/judging/standing.ts";
import type { TypedRecords } from "../mirror/typed-records.ts";
import { candidatesOf, judgesAll, type SliceReached } from "./candidates.ts";
import type { KnownFindings } from "./findings-known.ts";
import { slotsOf, type Slot } from "./group-slots.ts";
import { startGroup, type GroupJudging } from "./judge-group.ts";
import type { RunGroup } from "./judged-groups.ts";
import { openSources } from "./open-sources.ts";
import { stageRebuilt } from "./stage-rebuilt.ts";

/** One group as a run leaves it. */
export interface JudgedRunGroup {
  readonly group: RunGroup;
  readonly slots: readonly Slot[];
  readonly judging: Pick<GroupJudging, "rows" | "gone" | "wanting" | "older">;
  /** How far slices have come; where none go on it means nothing. */
  readonly reached: SliceReached;
}

/** What the groups of one run share. */
export interface GroupSurroundings {
  readonly db: StoreHandle;
  readonly asOf: Date;
  readonly businessTime: BusinessTime;
  /** Whose hours count for what an owner has; undefined: no team has hours of its own. */
  readonly hoursOf: HoursOfOwner | undefined;
  readonly records: TypedRecords;
  readonly inventory: Inventory;
  readonly known: KnownFindings;
  /** Is given every judgement, and says how it counts. */
  readonly accept: (judgement: Judgement) => VerdictStatus;
  /** Called for each page of records that was read. */
  readonly eachPage: () => void;
}

/** Lets one group judge the records that it has to, and take out those that are gone. */
export async function observeGroup(
  around: GroupSurroundings,
  group: RunGroup,
  metSince: Date | null,
): Promise<JudgedRunGroup> {
  const { db, asOf, records, inventory, known, accept, eachPage } = around;
  const sources = openSources(db, group.name.clientId, asOf, group.lookBack);
  const slots = slotsOf(group, around);
  const judging = startGroup(group, slots, accept);
  const evaluated = slots.filter(({ isEvaluated }) => isEvaluated);
  const reached: SliceReached = { after: group.slicing?.after ?? "", isAtEnd: false };
  if (evaluated.length === 0) return { group, slots, judging, reached };

  await known.ofGroup(group, slots);
  const parse = await records.parser(group.type);
  const asked = evaluated.flatMap(({ check }) => sourcesBeside(check, group.type));
  for await (const page of candidatesOf(db, group, slots, { asOf, metSince, reached })) {
    eachPage();
    const ids = page.map(({ id }) => id);
    if (!judgesAll(group, slots)) await known.about(group, slots, ids);
    const besideOf = await loadBeside(asked, sources, ids);
    for (const candidate of page) {
      const { record, faults } = parse(candidate);
      const beside = besideOf(candidate.id);
      const stock = { subject: subjectOf(record, faults), record, faults, beside, inventory };
      judging.judge(candidate, stock, sources.holdsUntil(beside));
    }
    await stageRebuilt(db, group, judging.rows);
  }
  await stageRebuilt(db, group, judging.rows, "settling");
  if (!group.isRebuild && !group.isBackward) {
    const gone = await goneStandings(db, group.name);
    await known.about(
      group,
      slots,
      gone.map(({ id }) => id),
    );
    for (const standing of gone) judging.takeOut(standing);
  }
  return { group, slots, judging, reached };
}
