import type { AlertStatus } from "./alert.ts";

/**
 * What an alert's workflow hears of it. It stays in a history, so it names nobody: who acknowledged is for the store.
 */
export interface AlertNews {
  readonly clientId: string;
  readonly alertId: string;
  readonly episode: number;
  readonly status: AlertStatus;
  /** ISO 8601, one for each step of the ladder. */
  readonly dueAts: readonly string[];
  readonly nextStep: number;
  /** Of the store, so that older news does not undo newer; left out by older versions. */
  readonly revision?: number;
}
