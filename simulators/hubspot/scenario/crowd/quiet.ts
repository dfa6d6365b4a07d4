import type { Endpoint } from "../../api/routes/define.ts";
import type { GeneratedRecord } from "../../scale/render-generated.ts";
import type { Page } from "./join-answers.ts";

/** Makes old customers of the contacts and closed deals of the deals, so that nothing about them can be amiss. */
export function quiet(endpoint: Endpoint, closedStage: string): Endpoint {
  const settled = { lifecyclestage: "customer", hs_lead_status: null, dealstage: closedStage, hs_is_closed: "true" };
  const settle = (record: GeneratedRecord): GeneratedRecord => ({
    ...record,
    properties: Object.fromEntries(
      Object.entries(record.properties).map(([name, value]) => [
        name,
        name in settled ? settled[name as keyof typeof settled] : value,
      ]),
    ),
  });
  return (call) => {
    const answer = endpoint(call);
    const body: unknown = typeof answer.body === "string" ? JSON.parse(answer.body) : answer.body;
    const { results } = body as Page;
    const isRecord = (one: unknown): one is GeneratedRecord =>
      typeof one === "object" && one !== null && "properties" in one;
    if (isRecord(body)) return { ...answer, body: settle(body) };
    return {
      ...answer,
      body: { ...(body as Page), results: results.map((one) => (isRecord(one) ? settle(one) : one)) },
    };
  };
}
