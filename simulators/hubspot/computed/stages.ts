import { stageOf, stageProperties } from "../model/pipeline.ts";
import { asDatetime, asFlag } from "./view.ts";
import type { Computed, View } from "./view.ts";

/** The property that holds a record's stage. */
const stageProperty = ({ record: { type } }: View): string =>
  type === "deals" || type === "leads" ? stageProperties[type] : "lifecyclestage";

/** When the record last entered the given stage. */
export const dateEntered =
  (stage: string): Computed =>
  (view) => {
    const changes = view.record.changesUntil(stageProperty(view), view.at);
    const entries = changes.filter((change, index) => change.value === stage && changes[index - 1]?.value !== stage);
    return asDatetime(entries.at(-1)?.at);
  };

export const dateEnteredCurrent: Computed = (view) => {
  const stage = view.record.valueAt(stageProperty(view), view.at);
  return stage === null ? null : dateEntered(stage)(view);
};

const dealStage = ({ portal, record, at }: View) =>
  stageOf(portal.pipelines("deals", at), record.valueAt("dealstage", at));

export const isClosed: Computed = (view) => asFlag(dealStage(view)?.isClosed ?? false);

export const isClosedWon: Computed = (view) => {
  const stage = dealStage(view);
  return asFlag(stage?.isClosed === true && stage.probability === 1);
};

export const isClosedLost: Computed = (view) => {
  const stage = dealStage(view);
  return asFlag(stage?.isClosed === true && stage.probability < 1);
};

/** HubSpot prints the whole binary fraction: 0.4 becomes "0.40000000000000002220446…". */
export const stageProbability: Computed = (view) => {
  const stage = dealStage(view);
  if (!stage) return null;
  return stage.probability.toFixed(60).replace(/\.?0+$/, "");
};

export const projectedAmount: Computed = (view) => {
  const amount = view.record.valueAt("amount", view.at);
  const stage = dealStage(view);
  return amount === null || !stage ? null : String(Number(amount) * stage.probability);
};
