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
import { runAudit } from "./run-audit.ts";

/** What a check told of a portal, and what was planted there. */
export interface Audited {
  readonly portalId: number;
  readonly planted: readonly Planted[];
  readonly told: readonly Told[];
}

export interface Told {
  readonly checkId: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly label: string;
  readonly evidence: unknown;
}

export interface CaseOf {
  readonly label: LabelFile;
  readonly case: Case;
}

const dayMs = 86_400_000;

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
  const planted = cases.map((one) => plantCase(scene, one.label, one.case, healthy));
  stage.hosted.portal.liveThrough(scene.inOrder(), crmUi);

  const clientId = `truth-${portalId}`;
  truth.add(clientOf(clientId, stage, scene, planted), tokenOf(portalId));
  for (const at of auditsOf(own, clock, isShared)) {
    passAccess(truth, stage.hosted, clientId, { own, clock, until: at });
    stage.hosted.portal.frozenAt = at;
    await runAudit(truth, clientId, new Date(at));
  }
  const rows = await openFindings(truth.world.db, clientId);
  const told = rows.map((row) => ({
    checkId: row.check_id,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    label: row.subject_label,
    evidence: row.evidence,
  }));
  return { portalId, planted, told };
}

/** The instants of the audits. What is told by its drift was approved at the first of them. */
function auditsOf(own: Case | undefined, clock: CaseClock, isShared: boolean): readonly number[] {
  const approvedAt = isShared ? clock.asOf - 2 * dayMs : own?.approvedAt && clock.at(own.approvedAt);
  const before = own?.audits?.map(({ at }) => clock.at(at)) ?? (approvedAt ? [approvedAt] : []);
  return [...before, clock.asOf];
}
