/**
 * How a finding ended. Only `seen-healthy` is a recovery: it passes under the parameters and the version of the check
 * that saw it fail. Nothing else is called fixed, tells a recovery or improves a figure.
 */
export const endings = [
  "seen-healthy",
  "no-longer-applies",
  "rule-changed",
  "reverted",
  "accepted",
  "handed-over",
  "deleted",
  "unwatched",
  "left-the-window",
  "closed-by-person",
] as const;
export type Ending = (typeof endings)[number];

/** Behind a number, or alone: "2 deleted in HubSpot". */
export const endingWords: Readonly<Record<Ending, string>> = {
  "seen-healthy": "seen healthy",
  "no-longer-applies": "no longer relevant",
  "rule-changed": "within the check's new settings",
  reverted: "reverted",
  accepted: "accepted",
  "handed-over": "handed over to another check",
  deleted: "deleted in HubSpot",
  unwatched: "no longer watched",
  "left-the-window": "outside the watched period",
  "closed-by-person": "closed by a person",
};

/** True of the one good end. */
export function isFixed(ending: Ending | null | undefined): boolean {
  return ending === "seen-healthy";
}
