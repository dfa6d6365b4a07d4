import { sleep } from "@temporalio/activity";
import { HubSpotError } from "../../connectors/hubspot/errors.ts";
import { descriptorOf } from "../../connectors/hubspot/types/index.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import { pluralOf } from "../../domain/plural.ts";
import { noteDue } from "../../storage/associations/due.ts";
import { openSubjectIds } from "../../storage/findings.ts";
import { noticeMerges, type Merge } from "../../storage/merged-records.ts";
import { countSeenSince } from "../../storage/mirror.ts";
import { readMirrorState } from "../../storage/mirror-state.ts";
import { keepScan } from "./keep-scan.ts";
import { backgroundOf } from "./background.ts";
import { beatIfWatched } from "../beat-if-watched.ts";
import { asPlanned } from "../plan/as-planned.ts";
import { describeBreak } from "./broken-scan.ts";
import { notingMet } from "./associations/noting-met.ts";
import { copyRecords } from "./records/copy-records.ts";
import { readHistories } from "./records/read-histories.ts";
import { isLasting } from "../lasting-refusal.ts";
import { forgetLeavers, whoLeft } from "./leaving/forget-leavers.ts";
import { moveMerged } from "./merges/move-merged.ts";
import { noticingMerges } from "./merges/notice-merges.ts";
import { askForMissing, proveMerges } from "./merges/prove-merges.ts";
import type { RecordPlan, RunName } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";

/** More than these wait for the next list. */
const maxSuspects = 1_000;
const hourMs = 3_600_000;
/** The daily run lists, because it comes after twenty hours; the others do when it did not. */
const listEveryMs = { daily: 20 * hourMs, all: 20 * hourMs, hourly: 26 * hourMs, fast: 26 * hourMs } as const;
/** Runs of several cadences that start together copy once. */
const freshForMs = { daily: 60_000, all: 0, hourly: 60_000, fast: 0 } as const;

/**
 * Brings one record type of one portal's mirror up to date and says how far that can be trusted.
 *
 * Safe to retry: an attempt goes on from the last page that was stored. A read that stays broken ends as a partial
 * receipt with its reason, never as an empty portal; the next run goes on where it stopped.
 */
export function makeSyncRecords(world: ActivityWorld) {
  return async function syncRecords(run: RunName, plan: RecordPlan): Promise<ScanReceipt> {
    return copyOfType(await asPlanned(world, run), run, plan);
  };
}

export interface CopyingOptions {
  /** At the run, where a later one ends the earlier. */
  readonly attempt?: number;
  readonly nap?: (ms: number) => Promise<void>;
}

/** The same within an activity that knows its settings already. */
export async function copyOfType(
  world: ActivityWorld,
  run: RunName,
  plan: RecordPlan,
  { attempt, nap = sleep }: CopyingOptions = {},
): Promise<ScanReceipt> {
  const { db, portal, now } = world;
  const { clientId, runId } = run;
  const beganAt = now();
  const finish = async (receipt: ScanReceipt, startedAt: Date): Promise<ScanReceipt> => {
    const stamped = { ...receipt, startedAt: startedAt.toISOString() };
    await keepScan(world, run, stamped, startedAt);
    return stamped;
  };

  try {
    const opened = portal(clientId);
    const { grantedScopes } = opened;
    const { linkedTo = [] } = plan;
    const met = notingMet(opened, (ids) => noteDue(db, clientId, plan.type, linkedTo, ids));
    const note = (merges: readonly Merge[]) => noticeMerges(db, clientId, plan.type, merges, now());
    const pages = noticingMerges(met, note);
    const background = backgroundOf(world, run);
    const tools = {
      db,
      pages,
      quietPages: noticingMerges(opened, note),
      background,
      grantedScopes,
      now,
      sleep: nap,
      beat: () => beatIfWatched(),
    };
    const suspects = await openSubjectIds(db, clientId, plan.type, maxSuspects);
    const asked = {
      clientId,
      type: plan.type,
      objectType: descriptorOf(plan.type).objectType,
      properties: plan.properties,
    };
    const {
      how,
      status,
      reason,
      records,
      startedAt,
      lacks,
      hiddenMs = 0,
      isBehind,
      awaits,
    } = await copyRecords(tools, {
      ...asked,
      holder: runId,
      ...(attempt === undefined ? {} : { attempt }),
      asOf: new Date(run.asOf),
      freshForMs: freshForMs[run.cadence],
      listEveryMs: listEveryMs[run.cadence],
      anew: run.acceptShrink === true,
      mayWait: background !== null,
      leavesLists: run.cadence === "fast",
      suspects,
    });
    if (plan.historyOf !== undefined)
      await readHistories(db, opened, { ...asked, properties: plan.historyOf }, background);
    if (how === "list") await askForMissing(tools, asked, suspects);
    // A replayed past says nothing of who is there now.
    const mayForget = status === "complete" && how !== "part of a list" && run.mode !== "history";
    const left = mayForget ? await whoLeft(tools, asked, how === "list") : [];
    if (descriptorOf(plan.type).merges) await proveMerges({ db, pages: opened, now }, asked);
    const hasMoved = await moveMerged(world, run);
    const { ended, hasNews } = await forgetLeavers(world, run, left);
    const receipt = {
      subject: plan.type,
      status,
      reason,
      records,
      ...(lacks.length > 0 ? { lacks } : {}),
      ...(awaits === undefined ? {} : { awaits }),
      ...(isBehind === true ? { isBehind } : {}),
      ...(hiddenMs > 0 ? { searchLagMs: hiddenMs } : {}),
      ...(hasMoved || hasNews ? { hasNews: true } : {}),
      ...(ended > 0 ? { ended } : {}),
    };
    return await finish(receipt, startedAt);
  } catch (error) {
    if (!(error instanceof HubSpotError) || !isLasting(error)) throw error;
    const { progress, listing } = await readMirrorState(db, clientId, plan.type);
    // What an earlier run read of the same copy may be out of date: only this run's part is judged.
    const attempt = [listing, progress].find((copy) => copy?.attempt.holder === runId)?.attempt ?? null;
    const startedAt = attempt === null ? beganAt : new Date(attempt.startedAt);
    const records = attempt === null ? 0 : await countSeenSince(db, clientId, plan.type, startedAt);
    const status = records > 0 ? "partial" : "unreadable";
    const broken = await describeBreak(world, clientId, error);
    const reason = `${broken.reason} ${records} ${pluralOf(plan.type)} had been read by then.`;
    return finish({ ...broken, subject: plan.type, status, reason, records }, startedAt);
  }
}
