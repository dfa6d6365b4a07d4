import type { Drill } from "../../domain/alerting/drill.ts";
import type { PlainMessage } from "../plain/plain-message.ts";
import { oneLine } from "../plain-words.ts";
import { sayInstant } from "../../domain/say-instant.ts";

/** What it says on every channel: first of all that nothing is wrong. */
export function drillWords({ clientName, by, at, timeZone }: Drill): PlainMessage {
  return {
    title: `Test of alerts for ${oneLine(clientName, 80)}: nothing is wrong`,
    lead: `${oneLine(by, 80)} asked for this drill at ${sayInstant(at, timeZone)}. It came the way an alert comes, and there is nothing for you to do.`,
  };
}
