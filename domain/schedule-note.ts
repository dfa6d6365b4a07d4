/**
 * The note on a schedule that `apply` created paused, because its client has no baseline yet. Only the end of the
 * onboarding lifts a pause with this note; every other pause is the operator's and survives.
 */
export const waitingForBaseline = "revwatch: waiting for baseline";

/** The note on a schedule that nothing in the config asks for any more. */
export const leftConfig = "revwatch: no longer in the config";

/** Only pauses with one of these notes are ever lifted: every other one is an operator's. */
export function isOurNote(note: string | null): boolean {
  return note === waitingForBaseline || note === leftConfig;
}

/** A pause is an operator's decision when it says why, in words that are not ours. */
export function isDecision(note: string | null): boolean {
  return note !== null && note.trim() !== "" && !note.startsWith("revwatch: ");
}
