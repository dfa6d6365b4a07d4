/** What the process that measures one size is told, as JSON. */
export interface JudgeTask {
  readonly on: "embedded" | "postgres";
  readonly contacts: number;
  readonly synthetic: number;
  /** Of the config; the embedded database lies beside it. */
  readonly directory: string;
  readonly databaseUrl: string | null;
  readonly temporal: { readonly address: string; readonly metricsAddress: string };
  readonly portal: { readonly hubspot: string; readonly portalId: number; readonly crowd: number };
  /** Where the life of the portal ends, and the runs begin. */
  readonly beginsAt: string;
}

/** What one run has cost. */
export interface RunFigures {
  readonly run: string;
  /** What of it is measured against a goal. */
  readonly kind: "first" | "quiet" | "due" | "changed" | "full";
  /** Records that the run had to look at: those that changed, or all that there are. */
  readonly records: number;
  readonly workerCpuMs: number;
  /** Null where the database lives in the worker. */
  readonly serverCpuMs: number | null;
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly walBytes: number;
  readonly requests: number;
  readonly actions: number;
  readonly heartbeats: number;
  /** The highest resident memory of the worker while it ran, in MB. */
  readonly peakMegabytes: number | null;
  readonly wallMs: number;
  readonly opened: number;
  /** What the run called itself: anything but "complete" is a fault of the bench. */
  readonly status: string;
}
