import { openTruthWorld } from "../../test/truth/truth-world.ts";
import { auditPortal, type Audited, type CaseOf } from "./audited.ts";
import type { LabelFile } from "./label-file.ts";
import { openOwnPortal } from "./own-portal.ts";
import { openYear } from "./portals.ts";
import type { SeedOfTruth } from "./seeds.ts";

const sharedPortalId = 8_100;
const firstOwnPortalId = 8_101;

/** Audits one seed's year with the cases that it can hold, and a portal of its own for each that must be alone. */
export async function auditSeed(
  seed: SeedOfTruth,
  labels: readonly LabelFile[],
  onPortal: (audited: Audited) => void,
): Promise<void> {
  const truth = await openTruthWorld();
  const { registry } = truth.hubspot;
  try {
    const all = labels.flatMap((label) => label.cases.map((one): CaseOf => ({ label, case: one })));
    const shared = all.filter((one) => one.case.alone === undefined);
    if (shared.length > 0)
      onPortal(await auditPortal(truth, openYear(registry, seed, sharedPortalId), shared, seed.asOf));
    let portalId = firstOwnPortalId;
    for (const one of all.filter(({ case: { alone } }) => alone !== undefined)) {
      const stage = openOwnPortal(registry, seed, portalId++, one.case.alone!);
      onPortal(await auditPortal(truth, stage, [one], seed.asOf));
    }
  } finally {
    await truth.close();
  }
}
