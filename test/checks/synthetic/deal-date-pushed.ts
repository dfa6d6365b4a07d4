import { z } from "zod";
import { defineRecordCheck, fail, notApplicable, pass } from "../../../checks/define-check.ts";
import { forEver } from "../../../checks/holds-until.ts";
import { words } from "../words.ts";

/** By its past: an open deal of some size whose close date was put off again and again. Small ones are no suspects. */
export const dealDatePushed = defineRecordCheck({
  ...words,
  id: "deal-date-pushed",
  judges: "deal",
  cadence: "fast",
  params: z.strictObject({}),
  needs: { fields: ["amount", "closeAt"], history: ["closeAt"] },
  evaluate(deal) {
    if ((deal.amount ?? 0) < 1_000) return forEver(notApplicable("too small to be worth a look"));
    const dates = deal.history.closeAt.flatMap(({ value }) => value ?? []);
    const pushes = dates.filter((date, index) => index > 0 && date > dates[index - 1]!).length;
    return forEver(pushes >= 3 ? fail({ pushes }, { since: deal.history.closeAt.at(-1)!.at }) : pass());
  },
});
