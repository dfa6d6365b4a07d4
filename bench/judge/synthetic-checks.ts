import { z } from "zod";
import { checks } from "../../checks/index.ts";
import {
  defineRecordCheck,
  fail,
  notApplicable,
  pass,
  type Check,
  type CheckContext,
} from "../../checks/define-check.ts";
import { daysAfter, forEver, holding } from "../../checks/holds-until.ts";

/**
 * Puts daily checks of the bench's own beside those that there are, before any config is read: a hundred checks are to
 * cost what these promise. Four of five judge contacts, the fifth deals; half of them rest on time.
 */
export function addSyntheticChecks(count: number): void {
  const added = Array.from({ length: count }, (_, number) =>
    number % 5 === 4 ? dealCheck(number) : contactCheck(number),
  );
  (checks as Check[]).push(...added);
}

const params = z.strictObject({ maxDays: z.int().min(1).default(400).describe("Days") });
type Context = CheckContext<z.output<typeof params>>;

const common = {
  area: "stages",
  topic: "stale-deals",
  title: "Synthetic",
  failureTitle: "Synthetic",
  why: "Synthetic.",
  executive: "Synthetic.",
  decision: "None.",
  severity: "low",
  cadence: "daily",
  startsIn: "alert",
  params,
  failShare: 1,
  runbook: "1. None.",
  whenNotToUse: "Outside of benches.",
  falsePositives: [],
  sources: ["A bench"],
  say: () => "Synthetic.",
} as const;

function contactCheck(number: number): Check {
  return defineRecordCheck({
    ...common,
    id: `synthetic-contact-${number}`,
    judges: "contact",
    needs: { fields: ["lifecycleStage", "createdAt", "lastActivityAt"], shows: ["ownerId"] },
    evaluate({ lifecycleStage, createdAt, lastActivityAt }, context) {
      if (lifecycleStage === null) return forEver(notApplicable("no stage"));
      const at = number % 2 === 0 ? createdAt : lastActivityAt;
      if (at === null) return forEver(notApplicable("no date"));
      return number % 2 === 0 ? forEver(pass()) : ageing(context, at);
    },
  });
}

function dealCheck(number: number): Check {
  return defineRecordCheck({
    ...common,
    id: `synthetic-deal-${number}`,
    judges: "deal",
    needs: { fields: ["stage", "closeAt", "createdAt"], shows: ["amount"] },
    evaluate({ stage, closeAt, createdAt }, context) {
      if (stage.isClosed) return forEver(notApplicable("closed"));
      if (createdAt === null || closeAt === null) return forEver(notApplicable("no date"));
      return number % 2 === 0 ? forEver(pass()) : ageing(context, createdAt);
    },
  });
}

/** What passes today fails when it has lain for too long. */
function ageing(context: Context, at: Date) {
  const day = context.businessTime.localDay(at);
  const until = daysAfter(context, day, context.params.maxDays);
  return until.getTime() > context.asOf.getTime()
    ? holding(pass(), context, until)
    : forEver(fail({ since: at.toISOString() }));
}
