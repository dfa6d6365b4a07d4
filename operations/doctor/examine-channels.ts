import type { RevwatchConfig } from "../../config/config.ts";
import type { SlackTargetState } from "../../connectors/slack/examine-targets.ts";
import { fail, ok, unknown, warn, type DoctorLine } from "./doctor-line.ts";
import type { Probes } from "./probes.ts";

/** Without these nothing is sent, or what may have arrived cannot be looked for. */
export const neededScopes = ["chat:write", "im:write"];
export const lookingScopes = ["channels:history", "groups:history", "im:history", "channels:read", "groups:read"];

/** Slack: the token, its scopes, and each channel and person that a receiver names. */
export async function examineSlackWith(
  config: RevwatchConfig,
  clientId: string | undefined,
  probes: Probes,
): Promise<readonly DoctorLine[]> {
  if (config.slack === null)
    return [
      warn(
        "Slack",
        "It is not set up, so no one is told there.",
        "Add slack: to revwatch.yaml, or leave it if e-mail is enough.",
      ),
    ];
  const { team, user, scopes, targets } = await probes.slack(targetsOf(config, clientId));
  return [
    ok("Slack", `The token is ${user} in ${team}.`),
    ...examineSlackScopes(scopes),
    ...targets.map((target) => examineTarget(target, user, scopes)),
  ];
}

function targetsOf({ clients }: RevwatchConfig, clientId: string | undefined): readonly string[] {
  const meant = clients.filter((client) => clientId === undefined || client.clientId === clientId);
  return [...new Set(meant.flatMap(({ receivers }) => receivers.flatMap(({ slack }) => slack ?? [])))].toSorted();
}

function examineSlackScopes(scopes: readonly string[] | null): readonly DoctorLine[] {
  if (scopes === null)
    return [
      unknown(
        "Slack's scopes",
        "Slack does not tell what the token may do.",
        `Look in the app's settings for ${neededScopes.join(", ")}.`,
      ),
    ];
  const missing = neededScopes.filter((scope) => !scopes.includes(scope));
  const blind = lookingScopes.filter((scope) => !scopes.includes(scope));
  const add = "Add them under OAuth & Permissions and install the app in the workspace once more.";
  if (missing.length > 0)
    return [fail("Slack's scopes", `Missing: ${missing.join(", ")}. Messages are refused without them.`, add)];
  if (blind.length > 0)
    return [
      warn(
        "Slack's scopes",
        `Missing: ${blind.join(", ")}. What may have arrived cannot be looked for, so it can come twice.`,
        add,
      ),
    ];
  return [ok("Slack's scopes", `All that are needed are granted: ${[...neededScopes, ...lookingScopes].join(", ")}.`)];
}

function examineTarget(
  { target, state, word }: SlackTargetState,
  user: string,
  scopes: readonly string[] | null,
): DoctorLine {
  const what = `Slack ${target}`;
  const invite = `Write /invite @${user} in it.`;
  switch (state) {
    case "ok":
      return ok(what, /^[UWD]/.test(target) ? "This person can be written to." : "The app is a member.");
    case "joinable":
      return scopes === null || scopes.includes("chat:write.public")
        ? ok(what, "The channel is public, so the app may write without being a member.")
        : fail(what, "The app is no member, and lacks chat:write.public.", invite);
    case "not-member":
      return fail(what, "The channel is private and the app is no member, so its messages are refused.", invite);
    case "archived":
      return fail(
        what,
        "The channel is archived, so messages are refused.",
        "Unarchive it, or name another one for the receiver.",
      );
    case "absent":
      return fail(
        what,
        "Slack knows no such channel or person, or does not show it to the app.",
        target.startsWith("#")
          ? `Correct the name. If the channel is private: ${invite}`
          : "Correct the id: it begins with C for a channel and U for a person.",
      );
    case "unasked":
      return unknown(
        what,
        `Slack does not let us ask (${word}).`,
        "Add channels:read and groups:read (for people users:read) to the app, and run doctor again.",
      );
  }
}

/** The mail server takes our name and password. */
export async function examineEmailWith({ email }: RevwatchConfig, probes: Probes): Promise<readonly DoctorLine[]> {
  if (email === null)
    return [
      warn(
        "E-mail",
        "It is not set up, so reports stay on the dashboard.",
        "Add email: to revwatch.yaml, or leave it if Slack is enough.",
      ),
    ];
  await probes.smtp();
  return [ok("E-mail", `${email.host}:${email.port} takes our mail${email.user === null ? "" : ` as ${email.user}`}.`)];
}
