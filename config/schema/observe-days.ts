import { z } from "zod";

/** For how long a check that a client has not met is observed before it alerts. */
export const ObserveDays = z
  .union([z.int().min(0).max(365), z.literal("never")], {
    error: 'Write for how many days a new check is observed, 0 to 365, or "never" where only a person lets it alert.',
  })
  .optional()
  .describe(
    'For how many days a new check is observed before it alerts; 14 when left out, "never" where only a person lets it',
  );

export const defaultObserveDays = 14;
