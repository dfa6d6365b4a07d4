import type { EngagementType } from "../model/record-types.ts";
import { stageOf } from "../model/pipeline.ts";
import { firstOutreachAt } from "./engagements.ts";
import { asFlag } from "./view.ts";
import type { Computed, View } from "./view.ts";

/** What HubSpot works out for a lead from its stage, its people and its engagements. */

export const isOpen: Computed = ({ portal, record, at }) => {
  const stage = stageOf(portal.pipelines("leads", at), record.valueAt("hs_pipeline_stage", at));
  return asFlag(stage?.isClosed !== true);
};

export const timeToFirstOutreach: Computed = (view) => {
  const first = firstOutreachAt(view);
  return first === null ? null : String(first - view.record.createdAt);
};

const outreachTypes = ["calls", "emails", "meetings", "communications"] as const satisfies readonly EngagementType[];

export const outreachCount: Computed = ({ record, at }: View) =>
  String(outreachTypes.reduce((sum, type) => sum + record.linksTo(type, at).length, 0));

/** The first associated record of a type, which is the primary one. */
export const primary =
  (type: "contacts" | "companies"): Computed =>
  ({ record, at }) =>
    record.linksTo(type, at)[0]?.to.id ?? null;
