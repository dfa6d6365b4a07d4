/** How a portal's deals move. Stage ids need not mean what they say: portals rename labels and keep ids. */

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

export function stageOf(pipelines: readonly Pipeline[], stageId: string | null): Stage | undefined {
  for (const pipeline of pipelines) {
    const stage = pipeline.stages.find(({ id }) => id === stageId);
    if (stage) return stage;
  }
  return undefined;
}
