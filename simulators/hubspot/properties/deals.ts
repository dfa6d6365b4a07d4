import type { Pipeline } from "../model/pipeline.ts";
import { calculated, choice, fixed, readOnly, writable } from "./define.ts";
import type { PropertyDefinition } from "./define.ts";
import { activity, analyticsSources, common, dateEnteredEach } from "./shared.ts";

const fixedPart: readonly PropertyDefinition[] = [
  writable("string", "dealname", "Deal name"),
  writable("number", "amount", "Amount"),
  writable("datetime", "closedate", "Close date"),
  writable("datetime", "createdate", "Create date"),
  choice("dealtype", "Deal type", ["newbusiness=New business", "existingbusiness=Existing business"]),
  choice("hs_priority", "Priority", ["low", "medium", "high"]),
  choice("hs_manual_forecast_category", "Forecast category", ["OMIT", "PIPELINE", "BEST_CASE", "COMMIT", "CLOSED"]),
  writable("string", "description", "Deal description"),
  writable("string", "hs_next_step", "Next step"),
  writable("string", "closed_lost_reason", "Closed lost reason"),
  writable("string", "closed_won_reason", "Closed won reason"),
  choice("deal_currency_code", "Currency", ["EUR", "USD", "GBP"]),
  readOnly("datetime", "hs_lastmodifieddate", "Last modified date"),
  readOnly("datetime", "hs_createdate", "HubSpot create date"),
  calculated("bool", "hs_is_closed", "Is deal closed?"),
  calculated("bool", "hs_is_closed_won", "Is closed won"),
  calculated("bool", "hs_is_closed_lost", "Is closed lost"),
  calculated("number", "hs_deal_stage_probability", "Deal probability"),
  calculated("number", "hs_projected_amount", "Weighted amount"),
  readOnly("number", "num_associated_contacts", "Number of associated contacts"),
  fixed(choice("hs_analytics_source", "Original traffic source", analyticsSources)),
  readOnly("string", "hs_analytics_source_data_1", "Original traffic source drill-down 1"),
  readOnly("string", "hs_analytics_source_data_2", "Original traffic source drill-down 2"),
  ...common,
  ...activity,
];

/** A portal's deal properties, which depend on its pipelines and on what it pays for. */
export function dealProperties(pipelines: readonly Pipeline[], hasStageTimes: boolean): readonly PropertyDefinition[] {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  return [
    ...fixedPart,
    choice(
      "pipeline",
      "Pipeline",
      pipelines.map(({ id, label }) => `${id}=${label}`),
    ),
    choice(
      "dealstage",
      "Deal stage",
      stages.map(({ id, label }) => `${id}=${label}`),
    ),
    ...(hasStageTimes ? dateEnteredEach(stages) : []),
  ];
}
