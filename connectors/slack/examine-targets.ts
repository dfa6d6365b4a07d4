import { LogLevel, WebClient } from "@slack/web-api";
import { wordOf } from "./errors.ts";
import { limitedFetch } from "./limited-fetch.ts";

/** What Slack says of one channel or person that a receiver names. `unasked`: it does not let us ask. */
export interface SlackTargetState {
  /** As the config has it, such as "#sales" or "C0123ABCD". */
  readonly target: string;
  readonly state: "ok" | "joinable" | "not-member" | "archived" | "absent" | "unasked";
  /** Slack's own word where it does not let us ask; null otherwise. */
  readonly word: string | null;
}

export interface SlackExamination {
  readonly team: string;
  readonly user: string;
  /** What the token may do, sorted; null where Slack does not say. */
  readonly scopes: readonly string[] | null;
  readonly targets: readonly SlackTargetState[];
}

const timeoutMs = 5_000;

/**
 * Asks Slack who the token is, what it may do, and about each target. It posts nothing.
 *
 * @throws {Error} When Slack does not know the token or does not answer.
 */
export async function examineSlack(
  { address, token }: { readonly address: string; readonly token: string },
  targets: readonly string[],
): Promise<SlackExamination> {
  const slack = new WebClient(token, {
    slackApiUrl: new URL("/api/", address).href,
    retryConfig: { retries: 0 },
    logLevel: LogLevel.ERROR,
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    fetch: limitedFetch,
    allowAbsoluteUrls: false,
  });
  const answer = await slack.auth.test();
  const names = targets.some((target) => target.startsWith("#")) ? await channelsByName(slack) : null;
  const states: SlackTargetState[] = [];
  // One after the other: Slack takes few such questions at a time.
  for (const target of targets) states.push(await examineTarget(slack, target, names));
  return {
    team: answer.team ?? "",
    user: answer.user ?? "",
    scopes: (answer.response_metadata?.scopes as readonly string[] | undefined)?.toSorted() ?? null,
    targets: states,
  };
}

interface Channel {
  readonly name?: string;
  readonly is_archived?: boolean;
  readonly is_member?: boolean;
  readonly is_private?: boolean;
  readonly is_im?: boolean;
}

/** Every channel that the app can see, by name; or the word with which Slack refuses the list. */
async function channelsByName(slack: WebClient): Promise<ReadonlyMap<string, Channel> | string> {
  const found = new Map<string, Channel>();
  const seen = new Set<string>();
  try {
    for (let cursor: string | undefined; ;) {
      const page = await slack.conversations.list({
        types: "public_channel,private_channel",
        limit: 1000,
        ...(cursor && { cursor }),
      });
      for (const channel of page.channels ?? []) if (channel.name !== undefined) found.set(channel.name, channel);
      cursor = page.response_metadata?.next_cursor || undefined;
      if (cursor === undefined || seen.has(cursor)) return found;
      seen.add(cursor);
    }
  } catch (error) {
    return wordOf(error) ?? "no answer";
  }
}

async function examineTarget(
  slack: WebClient,
  target: string,
  names: ReadonlyMap<string, Channel> | string | null,
): Promise<SlackTargetState> {
  const of = (state: SlackTargetState["state"], word: string | null = null) => ({ target, state, word });
  try {
    if (/^[UW]/.test(target)) return of(await stateOfPerson(slack, target));
    if (typeof names === "string" && target.startsWith("#")) return of("unasked", names);
    const channel = target.startsWith("#")
      ? (names as ReadonlyMap<string, Channel>).get(target.slice(1))
      : ((await slack.conversations.info({ channel: target })).channel as Channel | undefined);
    return of(channel === undefined ? "absent" : stateOfChannel(channel));
  } catch (error) {
    const word = wordOf(error);
    return word === "channel_not_found" || word === "user_not_found"
      ? of("absent")
      : of("unasked", word ?? "no answer");
  }
}

function stateOfChannel({ is_archived, is_member, is_private, is_im }: Channel): SlackTargetState["state"] {
  if (is_archived === true) return "archived";
  if (is_member === true || is_im === true) return "ok";
  return is_private === true ? "not-member" : "joinable";
}

/**
 * Where the token may not look at people, opening the conversation tells as well; a message is sent in neither case.
 */
async function stateOfPerson(slack: WebClient, user: string): Promise<"ok" | "absent"> {
  try {
    const answer = await slack.users.info({ user });
    return answer.user?.deleted === true ? "absent" : "ok";
  } catch (error) {
    if (wordOf(error) !== "missing_scope") throw error;
    await slack.conversations.open({ users: user });
    return "ok";
  }
}
