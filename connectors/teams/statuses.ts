import type { StatusRule } from "../outside/explain-post.ts";

const again = "open the workflow in Teams, switch it on, and put its address where revwatch.yaml says";

/**
 * What the answer of a Teams workflow means. It answers 202 as soon as it has taken the card; whether Teams then shows
 * it, it does not say. Logic Apps, which runs it, names its errors in the body:
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-http-endpoint.
 */
export const teamsStatuses: readonly StatusRule[] = [
  { statuses: [[200, 299]], class: "sent", remedy: null },
  { statuses: [[300, 399]], class: "barred", remedy: again },
  {
    statuses: [400, 404],
    said: /Workflow(TriggerIsNotEnabled|NotFound|TriggerNotFound|Disabled)/,
    class: "barred",
    remedy: again,
  },
  { statuses: [401, 403, 404, 405, 410], class: "barred", remedy: again },
  { statuses: [408, 429, 503], class: "passing", remedy: null },
  { statuses: [413], class: "refused", remedy: "the card is larger than Teams takes" },
  { statuses: [[400, 499]], class: "refused", remedy: "update Revwatch: Teams does not take this card" },
  { statuses: [[500, 599]], class: "uncertain", remedy: null },
];
