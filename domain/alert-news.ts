import type { AlertStatus } from "./alert.ts";

/** What an alert's workflow hears of it. */
export interface AlertNews {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
  readonly status: AlertStatus;
  readonly acknowledgedBy: string | null;
  /** ISO 8601, one for each step of the ladder. */
  readonly dueAts: readonly string[];
  readonly nextStep: number;
}
