import { ApplicationFailure } from "@temporalio/common";

/**
 * Ends a workflow that was started with something it can make nothing of. An ordinary error would fail the workflow's
 * task instead, which is tried again for ever.
 */
export function refuseInput(sentence: string): never {
  throw ApplicationFailure.create({ message: sentence, type: "input", nonRetryable: true });
}

/** An instant that was given as ISO 8601; nothing when none was given. */
export function requireInstant(name: string, given: string | undefined): void {
  if (given !== undefined && Number.isNaN(Date.parse(given)))
    refuseInput(`\`${name}\` is "${given}", which is no instant. Write it like "2026-11-30T08:00:00Z".`);
}

export function requireClientId(given: unknown): void {
  if (typeof given !== "string" || given === "") refuseInput("`clientId` is missing. Name a client of the config.");
}
