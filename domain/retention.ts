/** For how many days each kind of history is kept. */
export interface Retention {
  /**
   * Every run with its scans and outcomes. After that the last scored run of each local day, for as long as `scores`.
   */
  readonly runs: number;
  readonly scores: number;
  /** Resolved findings with their events; events of earlier episodes of those that are open again. */
  readonly findings: number;
  /** The history of alerts that are over. */
  readonly alerts: number;
  /** Messages that were sent, replaced or given up. */
  readonly messages: number;
  readonly reports: number;
  /** Older versions of what a portal is set up with; of each item the approved one and the last two always stay. */
  readonly configurations: number;
  /** Requests to be contacted, and the calls, mails and meetings that answer them. */
  readonly touches: number;
  /** Who did what. */
  readonly auditLog: number;
}

/** In days, where the config says nothing. */
export const defaultRetention: Retention = {
  runs: 14,
  scores: 400,
  findings: 400,
  alerts: 400,
  messages: 90,
  reports: 1_100,
  configurations: 90,
  touches: 400,
  auditLog: 1_100,
};

/** Shorter times would take away what pages, reports and checks still rest on. */
export const shortestRetention: Retention = {
  runs: 14, // a report may be built a week late, and counts the runs of its week
  scores: 42, // the trend of 28 days, in a report that is built late
  findings: 42, // what a report counts as resolved in its week
  alerts: 14,
  messages: 14,
  reports: 42,
  configurations: 7,
  touches: 100, // the longest look-back of a check
  auditLog: 30,
};

export const retentionNames = Object.keys(defaultRetention) as readonly (keyof Retention)[];
