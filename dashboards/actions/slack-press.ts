/** A press of one of our buttons in Slack. */
export interface SlackPress {
  readonly actionId: string;
  readonly value: string;
  /** The person's name in Slack, else the id. */
  readonly by: string;
  /**
   * The workspace that the message stands in; the person's own one, where Slack names no other. In a channel that two
   * companies share, the two differ.
   */
  readonly teamId: string | null;
  /** Where Slack takes a word for the person who pressed; null when it named none. */
  readonly responseUrl: string | null;
}

/** The presses in the form that Slack posts; null when it is not one. Never throws: it is outside text. */
export function readPresses(body: string): readonly SlackPress[] | null {
  const payload = parse(new URLSearchParams(body).get("payload") ?? "");
  if (!isObject(payload) || payload["type"] !== "block_actions" || !Array.isArray(payload["actions"])) return null;
  const by = nameOf(payload["user"]);
  const teamId = textAt(payload["team"], "id") ?? textAt(payload["user"], "team_id");
  const responseUrl = textAt(payload, "response_url");
  return payload["actions"]
    .filter(isObject)
    .flatMap(({ action_id: actionId, value }) =>
      typeof actionId === "string"
        ? [{ actionId, value: typeof value === "string" ? value : "", by, teamId, responseUrl }]
        : [],
    );
}

function nameOf(user: unknown): string {
  if (!isObject(user)) return "somebody in Slack";
  const names = [user["name"], user["username"], user["id"]];
  const name = names.find((candidate): candidate is string => typeof candidate === "string" && candidate.trim() !== "");
  return name?.trim().slice(0, 80) ?? "somebody in Slack";
}

function textAt(value: unknown, name: string): string | null {
  const text = isObject(value) ? value[name] : null;
  return typeof text === "string" ? text : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
