/** An event keeps since when its finding stood, so that a past week can be told again. Older events do not say. */
export const statements: readonly string[] = [`alter table finding_event add column since timestamptz`];
