import { pino, type DestinationStream, type Logger as Pino } from "pino";
import { scrub } from "./scrub.ts";

/**
 * The log of one process: JSON lines, with anything that looks like a secret taken out by its shape, wherever it
 * stands. Field names alone would miss a token inside a message.
 *
 * @param stream - From `logToFile` or `logToStdout`, which never fail.
 */
export function createLogger(stream: DestinationStream): Pino {
  return pino({ base: null, hooks: { streamWrite: scrub } }, stream);
}
