import { saveTellings } from "../../storage/check-tellings.ts";
import { openFindings } from "../../storage/findings.ts";
import type { TruthWorld } from "../../test/truth/truth-world.ts";
import { clientOf } from "./client-of.ts";
import { healthy } from "./healthy.ts";
import type { Case, LabelFile } from "./label-file.ts";
import { CaseClock } from "./plant/case-clock.ts";
import { plantCase, type Planted } from "./plant/plant-case.ts";
import { Scene } from "./plant/scene.ts";
import { crmUi, tokenOf, type Stage } from "./portals.ts";
import { WorkingHours } from "../../simulators/hubspot/scenario/working-hours.ts";
import { passAccess } from "./access.ts";
import { yearHas, type LivedDefect } from "./year-has.ts";
import { runAudit } from "./run-audit.ts";

/** What a check told of a portal, and what was planted there. */
export interface Audited {
  readonly portalId: number;
  readonly planted: readonly Planted[];
  /** What life itself brought before anything was planted. */
  readonly lived: readonly LivedDefect[];
  readonly told: readonly Told[];
}

export interface Told {
  readonly checkId: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly label: string;
  readonly severity: string;
  readonly evidence: unknown;
}

export interface CaseOf {
  readonly label: LabelFile;
  readonly case: Case;
}

const dayMs = 86_400_000;
const halfAnHourMs = 1_800_000;

/** Plants cases into a portal, audits it as often as they ask for, and hands out what is open at the end. */
export async function auditPortal(
  truth: TruthWorld,
  stage: Stage,
  cases: readonly CaseOf[],
  asOf: Date,
): Promise<Audited> {
  const { portalId } = stage.hosted.portal.details;
  const isShared = cases.length > 1;
  const time = new WorkingHours(stage.hours);
  const own = isShared ? undefined : cases[0]!.case;
  const seedClock = new CaseClock(time, asOf.getTime());
  const clock = own?.auditAt === undefined ? seedClock : new CaseClock(time, seedClock.at(own.auditAt));
  const scene = new Scene(portalId, stage.cast, clock, isShared);
  const lived = isShared ? yearHas(stage.hosted.portal, clock.asOf) : [];
  const planted = cases.map((one) => plantCase(scene, one.label, one.case, healthy));
  stage.hosted.portal.liveThrough(scene.inOrder(), crmUi);

  const clientId = `truth-${portalId}`;
  const client = clientOf(clientId, stage, scene, planted);
  const daily = { everySeconds: 86_400 };
  const isOnCadence = own?.cadence !== undefined;
  truth.add(isOnCadence ? { ...client, cadences: { fast: daily, hourly: daily, daily } } : client, tokenOf(portalId));
  // What is only observed is no part of the coverage, of which a check speaks too.
  const checkIds = client.monitors.map(({ checkId }) => checkId);
  await saveTellings(truth.world.db, clientId, checkIds, { telling: "alert", since: null, byWhom: "bench" });
  for (const { at, fails, cadence } of auditsOf(own, clock, isShared)) {
    passAccess(truth, stage.hosted, clientId, { own, clock, until: at, fails });
    stage.hosted.portal.frozenAt = at;
    await runAudit(truth, clientId, new Date(at), cadence);
  }
  const rows = await openFindings(truth.world.db, clientId);
  const told = rows.map((row) => ({
    checkId: row.check_id,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    label: row.subject_label,
    severity: row.severity,
    evidence: row.evidence,
  }));
  return { portalId, planted, lived, told };
}

interface PlannedAudit {
  readonly at: number;
  readonly fails: boolean;
  readonly cadence: "all" | "fast";
}

/**
 * What is told by its drift was approved at the first audit. Whoever judges by a past asks for it in one audit and is
 * told it in the next. Where the cadence is what a case is about, the last audit is one of a faster one, which goes on
 * and looks at the others.
 */
function auditsOf(own: Case | undefined, clock: CaseClock, isShared: boolean): readonly PlannedAudit[] {
  const planned = (at: number, fails = false): PlannedAudit => ({ at, fails, cadence: "all" });
  if (isShared) return [clock.asOf - 2 * dayMs, clock.asOf - halfAnHourMs, clock.asOf].map((at) => planned(at));
  return [
    ...(own?.approvedAt === undefined ? [] : [planned(clock.at(own.approvedAt))]),
    ...(own?.audits ?? []).map(({ at, fails }) => planned(clock.at(at), fails)),
    { ...planned(clock.asOf), cadence: own?.cadence === undefined ? "all" : "fast" },
  ];
}
