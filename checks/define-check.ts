/** All that the file of a check needs to say what it is. */
export { aggregate } from "./aggregate.ts";
export type { Figures } from "./aggregate.ts";
export { areas, cadences } from "./description.ts";
export type { Area, Cadence, CheckContext, CheckDescription, FailureFacts } from "./description.ts";
export type { Check } from "./kinds/index.ts";
export { defineInventoryCheck } from "./kinds/inventory.ts";
export { defineMeasureCheck, ofEach, ofWhole, whole } from "./kinds/measure.ts";
export type { MeasureVerdict } from "./kinds/measure.ts";
export { defineOwnCheck } from "./kinds/ourselves.ts";
export { definePortalCheck } from "./kinds/portal.ts";
export { defineRecordCheck } from "./kinds/record.ts";
export { baselineOf } from "./baseline.ts";
export { fail, notApplicable, pass, unknown, until } from "../domain/findings/verdict.ts";
