import { z } from "zod";
import { SecretInput } from "./secret.ts";

/** `/metrics` of every process. */
export const MetricsSettings = z
  .strictObject({
    token: SecretInput.optional().describe(
      "Asked for as a bearer token; without it metrics are for this machine alone",
    ),
  })
  .describe("/metrics for Prometheus");

/** Where a worker, which has no pages, answers probers. */
export const HealthSettings = z
  .strictObject({
    host: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "Write an address of this machine, such as 127.0.0.1, or leave it out.")
      .optional()
      .describe("127.0.0.1 when left out: only this machine"),
    port: z
      .int()
      .min(1)
      .max(65_000)
      .describe("The first of ten: several workers of one machine take the next free one each"),
  })
  .describe("/livez, /readyz and /metrics of `revwatch worker`, which has no pages; nothing listens when left out");
