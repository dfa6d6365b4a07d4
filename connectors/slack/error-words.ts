/**
 * What each error word of Slack means for a message. The words are those that Slack documents for the methods that we
 * call: https://docs.slack.dev/reference/methods/ chat.postMessage, chat.update, conversations.history,
 * conversations.replies, conversations.list, conversations.open and auth.test.
 *
 * - `passing`: the message was not taken, and a later attempt will do.
 * - `barred`: the message was not taken, and a person has to act before any message gets in: into the workspace, or
 *   into this one place.
 * - `refused`: this message will never be taken as it is: its content, or the message that it edits or answers is gone.
 * - `uncertain`: it may have been taken. Slack says of internal_error and fatal_error that "some aspect of the
 * operation"
 *   may have succeeded, so whatever may come from the middle of the work is looked for before it is sent again.
 */
export type SlackErrorClass = "passing" | "barred" | "refused" | "uncertain";

export interface SlackErrorWord {
  readonly class: SlackErrorClass;
  /**
   * How far it reaches: all messages of the workspace, all to this place, or this one message; `thread`: what it
   * belongs to is gone.
   */
  readonly reach: "workspace" | "place" | "thread" | "message";
  /** What a person can do; null where time or nothing helps. */
  readonly remedy: string | null;
}

const newToken = "install the app again in its workspace and put its new bot token where revwatch.yaml says";
const update = "update Revwatch: it calls Slack in a way that Slack no longer takes";
const scopes = "add the scopes that README.md names (chat:write, im:write for people) to the app and install it again";
const allowed = "ask an admin of the Slack workspace to let the app post";
const posting = "let the app post in this channel, or name another one in receivers:";
const person = "check the person's Slack id in receivers:";

const words = (
  kind: SlackErrorClass,
  reach: SlackErrorWord["reach"],
  list: Readonly<Record<string, string | null>>,
): readonly (readonly [string, SlackErrorWord])[] =>
  Object.entries(list).map(([word, remedy]) => [word, { class: kind, reach, remedy }]);

/** The same remedy for several words. */
const all = (remedy: string | null, ...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, remedy]));

export const slackErrorWords: ReadonlyMap<string, SlackErrorWord> = new Map([
  ...words("passing", "workspace", {
    ...all(null, "ratelimited", "rate_limited", "message_limit_exceeded"),
    ...all(null, "team_added_to_org", "org_login_required", "external_channel_migrating", "streaming_state_conflict"),
  }),
  ...words("uncertain", "message", {
    ...all(null, "internal_error", "fatal_error", "service_unavailable", "request_timeout"),
    ...all(null, "update_failed", "messaging_processing_failed", "invalid_cursor"),
  }),
  ...words("barred", "workspace", {
    ...all(
      newToken,
      "invalid_auth",
      "not_authed",
      "token_expired",
      "token_revoked",
      "account_inactive",
      "team_not_found",
    ),
    ...all(scopes, "missing_scope"),
    ...all("use the app's bot token (xoxb-…)", "not_allowed_token_type"),
    ...all(
      allowed,
      "access_denied",
      "enterprise_is_restricted",
      "two_factor_setup_required",
      "team_access_not_granted",
    ),
    ...all(
      "let Slack be reached from this server's network: the workspace allows some addresses only",
      "accesslimited",
    ),
    ...all(update, "method_deprecated", "deprecated_endpoint", "unknown_method"),
  }),
  ...words("barred", "place", {
    channel_not_found: "check the channel in receivers:, and invite the app to it if it is private",
    not_in_channel: "invite the app to the channel: /invite @revwatch",
    is_archived: "the channel is archived: unarchive it, or name another one in receivers:",
    is_inactive: "the channel is frozen or archived: name another one in receivers:",
    no_permission: "invite the app to the channel: /invite @revwatch",
    messages_tab_disabled: "switch on the Messages tab under App Home in the app's settings",
    cannot_dm_bot: person,
    ...all(allowed, "ekm_access_denied", "restricted_action"),
    ...all(
      posting,
      "restricted_action_read_only_channel",
      "restricted_action_thread_only_channel",
      "channel_type_not_supported",
      "method_not_supported_for_channel_type",
    ),
    ...all(
      person,
      "user_not_found",
      "user_not_visible",
      "user_disabled",
      "invalid_user_combination",
      "user_not_in_channel",
    ),
    ...all(posting, "slack_connect_file_link_sharing_blocked", "slack_connect_canvas_sharing_blocked"),
    ...all(posting, "slack_connect_lists_sharing_blocked", "slack_connect_blocked_file_type"),
    ...all(posting, "slack_connect_clip_sharing_blocked", "slack_connect_file_upload_sharing_blocked"),
  }),
  ...words("refused", "thread", {
    ...all(null, "message_not_found", "thread_not_found", "cant_update_message", "edit_window_closed"),
    ...all(
      null,
      "cannot_reply_to_message",
      "restricted_action_thread_locked",
      "restricted_action_non_threadable_channel",
    ),
    ...all(null, "cant_broadcast_message", "no_dual_broadcast_content_update", "block_mismatch"),
  }),
  ...words("refused", "message", {
    ...all(null, "msg_too_long", "msg_blocks_too_long", "no_text", "too_many_attachments", "too_many_contact_cards"),
    ...all(
      update,
      "invalid_blocks",
      "invalid_blocks_format",
      "invalid_attachments",
      "attachment_payload_limit_exceeded",
    ),
    ...all(
      update,
      "markdown_text_conflict",
      "as_user_not_supported",
      "metadata_too_large",
      "metadata_must_be_sent_from_app",
    ),
    ...all(update, "invalid_metadata_format", "invalid_metadata_schema", "duplicate_channel_not_found"),
    ...all(update, "duplicate_message_not_found", "invalid_arguments", "invalid_arg_name", "invalid_array_arg"),
    ...all(
      update,
      "missing_argument",
      "invalid_charset",
      "invalid_form_data",
      "invalid_post_type",
      "missing_post_type",
    ),
    ...all(
      update,
      "invalid_ts_latest",
      "invalid_ts_oldest",
      "invalid_limit",
      "invalid_types",
      "pagination_not_available",
    ),
    ...all(update, "users_list_not_supplied", "not_enough_users", "too_many_users"),
  }),
]);

/**
 * A word that is in no list: nobody knows whether the message was taken, so it is looked for before it is sent again,
 * it is never given up, and it goes out another way in time.
 */
export const unknownWord: SlackErrorWord = { class: "uncertain", reach: "message", remedy: null };

/** Words with which Slack says that we may not look: a second message is better than none. */
export const mayNotLook: ReadonlySet<string> = new Set([
  "missing_scope",
  "not_in_channel",
  "channel_not_found",
  "no_permission",
  "thread_not_found",
  "is_archived",
  "not_allowed_token_type",
  "method_not_supported_for_channel_type",
]);
