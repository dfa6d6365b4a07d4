import { readHealthy } from "./read-labels.ts";

/** The records that cases are like. */
export const healthy = readHealthy();
