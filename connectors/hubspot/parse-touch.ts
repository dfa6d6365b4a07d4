import type { Touch } from "../../domain/records.ts";
import { readInstant, readText } from "./values.ts";

type Properties = Readonly<Record<string, string | null>>;

/** The engagement types that can hold a touch, with the properties that tell. */
export const engagementTypes = {
  calls: ["hs_timestamp", "hs_call_direction"],
  emails: ["hs_timestamp", "hs_email_direction"],
  meetings: ["hs_timestamp", "hs_meeting_outcome"],
  communications: ["hs_timestamp"],
} as const;
export type EngagementType = keyof typeof engagementTypes;

/**
 * The touch that an engagement is; null when it is logged but no answer by the client's team: an incoming call or
 * e-mail, a meeting that was cancelled or missed, or one without a readable time.
 */
export function parseTouch(type: EngagementType, properties: Properties): Touch | null {
  const at = instantOrNull(properties["hs_timestamp"]);
  if (at === null) return null;
  switch (type) {
    case "calls":
      return readText(properties["hs_call_direction"]) === "INBOUND" ? null : { kind: "call", at };
    case "emails":
      return readText(properties["hs_email_direction"]) === "EMAIL" ? { kind: "email", at } : null;
    case "meetings":
      return ["CANCELED", "NO_SHOW"].includes(readText(properties["hs_meeting_outcome"]) ?? "") ? null : { kind: "meeting", at };
    case "communications":
      return { kind: "message", at };
  }
}

function instantOrNull(value: string | null | undefined): Date | null {
  try {
    return readInstant(value);
  } catch {
    // An engagement whose time cannot be read proves no answer; the lead keeps waiting, which a person can correct.
    return null;
  }
}
