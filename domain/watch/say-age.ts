import { sayMinutes } from "../duration.ts";
import { sayInstant } from "../say-instant.ts";
import type { Age, ClientAge } from "./age.ts";

/** What a person has to know of a client's age, and do about it. */
export interface AgeWords {
  readonly what: string;
  readonly wayOut: string | null;
}

const doctor = "`revwatch doctor` says why.";

/** What is said of a client whose first audit is under way. */
export const firstAuditRunning: AgeWords = { what: "Its first audit is running: the baseline.", wayOut: null };

/** The age of a client in words; null while there is nothing to say, because all is read in time. */
export function sayAge({ state, worst, completeAt }: ClientAge, timeZone: string, now: Date): AgeWords | null {
  if (worst === null) return { what: "No check is switched on.", wayOut: "Switch checks on in its file." };
  const { cadence, age } = worst;
  const since = `no complete ${cadence} audit ${saySince(age, timeZone, now)}.`;
  switch (state) {
    case "fresh":
      return null;
    case "waiting":
      return completeAt === null
        ? {
            what: "Waiting for its first audit.",
            wayOut: "`revwatch apply` starts it; `revwatch up` or a worker carries it out.",
          }
        : null;
    case "copying":
      return {
        what: `A long copy has been running since ${sayInstant(age.copyingSince!, timeZone)}: ${since}`,
        wayOut: null,
      };
    case "paused":
      return {
        what: `${sayPause(age, timeZone)}${age.isChecked ? "" : ` Not checked: ${since}`}`,
        wayOut: "Unpause its schedule in Temporal to check it again.",
      };
    case "late":
    case "told":
      return { what: `Late: ${since}`, wayOut: doctor };
    case "not-checked":
      return { what: `Not checked: ${since}`, wayOut: doctor };
  }
}

function sayPause({ pause }: Age, timeZone: string): string {
  const note = pause!.note === null || pause!.note === "" ? "" : ` (${pause!.note.slice(0, 200)})`;
  return `Paused since ${sayInstant(pause!.since, timeZone)}${note}.`;
}

/** "since Mon 23 Nov, 09:12 UTC+1 (3 h 5 min)". */
function saySince({ completeAt }: Age, timeZone: string, now: Date): string {
  if (completeAt === null) return "yet";
  const minutes = (now.getTime() - completeAt.getTime()) / 60_000;
  const at = sayInstant(completeAt, timeZone);
  return minutes < 0
    ? `but one stamped ${at}, which is still to come (check the clocks)`
    : `since ${at} (${sayMinutes(minutes)})`;
}
