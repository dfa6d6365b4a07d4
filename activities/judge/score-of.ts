import { checkById } from "../../checks/index.ts";
import { kindOf } from "../../checks/kinds/index.ts";
import type { ClientConfig } from "../../config/config.ts";
import { scorePortal, type CheckOutcome, type Score } from "../../domain/reporting/score.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { checksWithOpenCritical } from "../../storage/findings.ts";
import { latestOutcomes } from "../../storage/check-outcomes.ts";

/** The score rests on the latest word on every enabled check, whichever cadence spoke it. */
export async function scoreOf(db: StoreHandle, client: ClientConfig): Promise<Score> {
  const outcomes = new Map((await latestOutcomes(db, client.clientId)).map((outcome) => [outcome.checkId, outcome]));
  const critical = await checksWithOpenCritical(db, client.clientId);
  return scorePortal(
    client.monitors.flatMap(({ checkId, severity }) => {
      const check = checkById(checkId);
      if (check === undefined) return [];
      const never: CheckOutcome = {
        checkId,
        status: "not-assessed",
        reason: "it has not run yet",
        remedy: null,
        passed: 0,
        failed: 0,
        unknown: 0,
        notApplicable: 0,
      };
      return [
        {
          area: check.area,
          severity,
          failShare: check.failShare,
          outcome: outcomes.get(checkId) ?? never,
          hasOpenCritical: critical.has(checkId),
          watchesUs: kindOf(check).watchesUs,
        },
      ];
    }),
  );
}
