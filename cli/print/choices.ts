import { sayInstant } from "../../domain/say-instant.ts";
import type { SilenceList } from "../../operations/alerting/list-silences.ts";
import type { WindowList } from "../../operations/alerting/list-maintenance.ts";
import { paint } from "./style.ts";

export function saySilences({ silences }: SilenceList): string {
  if (silences.length === 0) return "Nothing is silenced.";
  return silences
    .map(
      ({ clientId, silenceId, matches, reason, by, until, timeZone, lastMatchedAt }) =>
        `${paint("yellow", silenceId)} ${clientId}: ${matches}, until ${sayInstant(until, timeZone)}, by ${by}: ${reason}${lastMatchedAt === null ? paint("dim", " (has matched nothing yet)") : ""}`,
    )
    .join("\n");
}

export function sayWindows({ windows }: WindowList): string {
  if (windows.length === 0) return "No maintenance window is open or comes within a week.";
  return windows
    .map(
      ({ clientId, name, matches, isOpen, from, until, timeZone }) =>
        `${isOpen ? paint("yellow", "open") : paint("dim", "next")} ${clientId}: ${name}, ${sayInstant(from, timeZone)} to ${sayInstant(until, timeZone)}, ${matches}`,
    )
    .join("\n");
}
