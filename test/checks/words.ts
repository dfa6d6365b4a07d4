import { z } from "zod";

/** What every check has to say of itself, for checks that a test makes up. */
export const words = {
  area: "stages",
  topic: "stale-deals",
  title: "",
  failureTitle: "",
  why: "",
  executive: "",
  decision: "",
  severity: "low",
  cadence: "daily",
  startsIn: "alert",
  params: z.strictObject({}),
  failShare: 1,
  runbook: "",
  whenNotToUse: "",
  falsePositives: [],
  sources: [],
  say: () => "",
} as const;
