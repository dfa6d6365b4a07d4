/** How a portal's deals and leads move. Stage ids need not mean what they say: portals rename labels and keep ids. */

export interface Stage {
  readonly id: string;
  readonly label: string;
  /** 0 to 1; a closed stage is won when it is 1. */
  readonly probability: number;
  readonly isClosed: boolean;
}

export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly stages: readonly Stage[];
  /** When it was last saved; left out for one that the portal was opened with. */
  readonly savedAt?: number;
}

/** What HubSpot gives every new portal. */
export const defaultDealPipeline: Pipeline = {
  id: "default",
  label: "Sales Pipeline",
  stages: [
    { id: "appointmentscheduled", label: "Appointment Scheduled", probability: 0.2, isClosed: false },
    { id: "qualifiedtobuy", label: "Qualified To Buy", probability: 0.4, isClosed: false },
    { id: "presentationscheduled", label: "Presentation Scheduled", probability: 0.6, isClosed: false },
    { id: "decisionmakerboughtin", label: "Decision Maker Bought-In", probability: 0.8, isClosed: false },
    { id: "contractsent", label: "Contract Sent", probability: 0.9, isClosed: false },
    { id: "closedwon", label: "Closed Won", probability: 1, isClosed: true },
    { id: "closedlost", label: "Closed Lost", probability: 0, isClosed: true },
  ],
};

/** What Sales Hub Professional adds for leads. */
export const defaultLeadPipeline: Pipeline = {
  id: "lead-pipeline-id",
  label: "Lead pipeline",
  stages: [
    { id: "new-stage-id", label: "New", probability: 0.1, isClosed: false },
    { id: "attempting-stage-id", label: "Attempting", probability: 0.2, isClosed: false },
    { id: "connected-stage-id", label: "Connected", probability: 0.5, isClosed: false },
    { id: "qualified-stage-id", label: "Qualified", probability: 1, isClosed: true },
    { id: "unqualified-stage-id", label: "Disqualified", probability: 0, isClosed: true },
  ],
};

/** The record types that move through pipelines. */
export const pipelineTypes = ["deals", "leads"] as const;
export type PipelineType = (typeof pipelineTypes)[number];

/** The property that holds a record's stage. */
export const stageProperties = { deals: "dealstage", leads: "hs_pipeline_stage" } as const satisfies Record<
  PipelineType,
  string
>;

export function stageOf(pipelines: readonly Pipeline[], stageId: string | null): Stage | undefined {
  for (const pipeline of pipelines) {
    const stage = pipeline.stages.find(({ id }) => id === stageId);
    if (stage) return stage;
  }
  return undefined;
}
