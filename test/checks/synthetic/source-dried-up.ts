import { z } from "zod";
import {
  aggregate,
  baselineOf,
  defineMeasureCheck,
  fail,
  ofEach,
  pass,
  unknown,
} from "../../../checks/define-check.ts";
import { words } from "../words.ts";

const params = z.strictObject({ windowDays: z.int().default(6) });
type Params = z.output<typeof params>;

const perSource = aggregate({
  of: "contact",
  fields: ["createdAt", "originalSource"],
  windowDays: ({ windowDays }: Params) => windowDays,
  isText: true,
  contribution: ({ createdAt, originalSource }) =>
    createdAt === null || originalSource === null ? null : { cohort: originalSource, at: createdAt },
});

/** A measure by its own past: a source that brings less than half of what it usually does. */
export const sourceDriedUp = defineMeasureCheck({
  ...words,
  id: "source-dried-up",
  judges: "portal",
  cadence: "daily",
  params,
  needs: { aggregate: perSource, measurements: { figure: "n", days: ({ windowDays }) => 4 * (windowDays + 1) } },
  evaluate: ofEach((source) => ({ id: source, label: source }), {
    saySample: ({ windowDays }: Params) => `contacts in ${windowDays + 1} days`,
    evaluate({ n }, { asOf, businessTime, params: { windowDays } }, past) {
      const usual = baselineOf(past(), { today: businessTime.localDay(asOf), windowDays, windows: 4 });
      if (usual === null) return unknown("nothing was measured before");
      return n < usual.value / 2 ? fail({ n, usual: usual.value, windows: usual.windows }) : pass();
    },
  }),
});
