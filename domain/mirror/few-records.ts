/** Up to so many records a list costs little more than the question whether it is needed. */
export const fewRecords = 2_000;
