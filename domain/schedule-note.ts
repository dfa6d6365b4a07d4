/**
 * The note on a schedule that `apply` created paused, because its client has no baseline yet. Only the end of the
 * onboarding lifts a pause with this note; every other pause is the operator's and survives.
 */
export const waitingForBaseline = "revwatch: waiting for baseline";
