/** Whether a portal lets us read it at all. */
export type AccessState =
  | "granted"
  | "token-missing"
  | "token-refused"
  | "wrong-portal"
  | "migrating"
  | "daily-limit-reached"
  | "unreachable";

export interface PortalAccess {
  readonly state: AccessState;
  /** What happened, in a sentence; null when access is granted. */
  readonly reason: string | null;
  /** What a person has to do about it; null when access is granted. */
  readonly remedy: string | null;
  /** ISO 8601: HubSpot has said when it can be read again; until then nobody needs to ask. */
  readonly resumeAt?: string;
}

export const granted: PortalAccess = { state: "granted", reason: null, remedy: null };

/** ISO 8601: when HubSpot has said that the portal can be read again; undefined where it has not. */
export function resumeAtOf(answers: readonly (PortalAccess | undefined)[]): string | undefined {
  return answers.find((access) => access?.resumeAt !== undefined)?.resumeAt;
}
