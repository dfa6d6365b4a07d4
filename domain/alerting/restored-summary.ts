/** What one receiver is told once after a restore. */
export interface RestoredSummary {
  /** The newest trace in the database that was restored. */
  readonly from: Date;
  /** When Revwatch noticed. */
  readonly until: Date;
  readonly timeZone: string;
  readonly clients: readonly RestoredClient[];
  /** Reports that were due in between and may have reached the receiver already. */
  readonly reports: readonly { readonly clientName: string; readonly period: string; readonly url: string | null }[];
}

export interface RestoredClient {
  readonly name: string;
  /** Of those that the receiver hears of. */
  readonly openFindings: number;
  readonly unacknowledged: number;
  readonly url: string | null;
}
