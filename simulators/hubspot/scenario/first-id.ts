import { recordTypes } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";

/** Where a scenario's ids begin: in a range of their own for each type and portal, so that a mixed-up id is noticed. */
export const firstIdOf =
  (portalId: number) =>
  (type: RecordType): number =>
    (recordTypes.indexOf(type) + 1) * 10_000_000_000 + (portalId % 1000) * 1_000_000 + 1;

export const firstOwnerId = (portalId: number): number => 700_000_001 + (portalId % 1000) * 1000;
