import { slackActionIds } from "../../reports/alert/slack-actions.ts";

/** Who did something in Slack, and where. */
export interface SlackPerson {
  /** The person's name in Slack, else the id. */
  readonly by: string;
  /**
   * The workspace that the message stands in; the person's own one, where Slack names no other. In a channel that two
   * companies share, the two differ.
   */
  readonly teamId: string | null;
}

/** A press of one of our buttons, or a choice from one of our menus. */
export interface SlackPress extends SlackPerson {
  readonly actionId: string;
  /** The signed name of what is displayed: the button's own, or that of another button of the same message. */
  readonly value: string;
  /** What was chosen from a menu; null for a button. */
  readonly chosen: string | null;
  /** Where Slack takes a word for the person who pressed; null when it named none. */
  readonly responseUrl: string | null;
  /** With it a window can be opened for three seconds; null when Slack named none. */
  readonly triggerId: string | null;
}

/** A window of ours that was filled in. */
export interface SlackSubmission extends SlackPerson {
  readonly window: string;
  /** The signed name that it was opened with. */
  readonly value: string;
  /** What was put in, by the id of its block. */
  readonly fields: Readonly<Record<string, string>>;
}

export type SlackInteraction =
  | { readonly kind: "presses"; readonly presses: readonly SlackPress[] }
  | { readonly kind: "submission"; readonly submission: SlackSubmission };

/** What the body of a request of Slack's says; null when it is none of what we know. Never throws: it is outside text. */
export function readInteraction(body: string): SlackInteraction | null {
  return interactionOf(parse(new URLSearchParams(body).get("payload") ?? ""));
}

/** The same of a payload that has been read already. */
export function interactionOf(payload: unknown): SlackInteraction | null {
  if (!isObject(payload)) return null;
  if (payload["type"] === "block_actions" && Array.isArray(payload["actions"]))
    return { kind: "presses", presses: pressesOf(payload, payload["actions"]) };
  if (payload["type"] === "view_submission" && isObject(payload["view"]))
    return { kind: "submission", submission: submissionOf(payload, payload["view"]) };
  return null;
}

function personOf(payload: Fields): SlackPerson {
  return {
    by: nameOf(payload["user"]),
    teamId: textAt(payload["team"], "id") ?? textAt(payload["user"], "team_id"),
  };
}

function pressesOf(payload: Fields, actions: readonly unknown[]): readonly SlackPress[] {
  const about = {
    ...personOf(payload),
    responseUrl: textAt(payload, "response_url"),
    triggerId: textAt(payload, "trigger_id"),
  };
  return actions.filter(isObject).flatMap((action) => {
    const actionId = action["action_id"];
    if (typeof actionId !== "string") return [];
    const chosen = textAt(action["selected_option"], "value");
    // A menu's own value is short, so the name of what is displayed stands in the buttons beside it.
    const value = textAt(action, "value") ?? valueBeside(payload["message"]) ?? "";
    return [{ ...about, actionId, value, chosen }];
  });
}

const ours = new Set<unknown>(Object.values(slackActionIds));

function valueBeside(message: unknown): string | null {
  const blocks = isObject(message) && Array.isArray(message["blocks"]) ? message["blocks"] : [];
  const elements = blocks.filter(isObject).flatMap(({ elements: inner }) => (Array.isArray(inner) ? inner : []));
  const signed = elements
    .filter(isObject)
    .find((one) => ours.has(one["action_id"]) && typeof one["value"] === "string");
  return signed === undefined ? null : textAt(signed, "value");
}

function submissionOf(payload: Fields, view: Fields): SlackSubmission {
  const state = isObject(view["state"]) && isObject(view["state"]["values"]) ? view["state"]["values"] : {};
  const fields = Object.entries(state).flatMap(([block, inputs]) => {
    const [input] = isObject(inputs) ? Object.values(inputs) : [];
    const given = textAt(input, "value") ?? (isObject(input) ? textAt(input["selected_option"], "value") : null);
    return given === null ? [] : [[block, given] as const];
  });
  return {
    ...personOf(payload),
    window: textAt(view, "callback_id") ?? "",
    value: textAt(view, "private_metadata") ?? "",
    fields: Object.fromEntries(fields),
  };
}

type Fields = Readonly<Record<string, unknown>>;
const unnamed = "someone in Slack";

function nameOf(user: unknown): string {
  if (!isObject(user)) return unnamed;
  const names = [user["name"], user["username"], user["id"]];
  const name = names.find((candidate): candidate is string => typeof candidate === "string" && candidate.trim() !== "");
  return name?.trim().slice(0, 80) ?? unnamed;
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

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
