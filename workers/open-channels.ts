import type { RevwatchConfig, SecretReference } from "../config/config.ts";
import { readSecret } from "../config/read-secret.ts";
import type { Channels } from "../connectors/channels/opened-channels.ts";
import { openEmail } from "../connectors/email/channel.ts";
import { openSlack } from "../connectors/slack/channel.ts";
import { openTeams } from "../connectors/teams/channel.ts";
import { openWebhook } from "../connectors/webhook/channel.ts";

/** Channels that follow the config: a section that is added, changed or removed holds from the next message on. */
export function openChannels(config: () => RevwatchConfig, env: NodeJS.ProcessEnv): Required<Channels> {
  const secret = (reference: SecretReference) => () => readSecret(reference, env);
  return {
    slack: unlessUnchanged(
      () => config().slack,
      ({ address, token }) => openSlack({ address, token: secret(token) }),
    ),
    teams: unlessUnchanged(
      () => config().teams ?? null,
      ({ targets, allowPrivate }) =>
        openTeams({
          target: (name) => named(targets, name, ({ address }) => ({ address: secret(address), allowPrivate })),
        }),
    ),
    webhook: unlessUnchanged(
      () => config().webhook ?? null,
      ({ targets, allowPrivate }) =>
        openWebhook({
          target: (name) =>
            named(targets, name, ({ address, key, otherKey }) => ({
              address: secret(address),
              keys: [key, ...(otherKey === null ? [] : [otherKey])].map(secret),
              allowPrivate,
            })),
        }),
    ),
    email: unlessUnchanged(
      () => config().email,
      (email) => openEmail({ ...email, password: email.password === null ? null : secret(email.password) }),
    ),
  };
}

function named<Target, Opened>(
  targets: Readonly<Record<string, Target>>,
  name: string,
  open: (target: Target) => Opened,
): Opened | null {
  return Object.hasOwn(targets, name) ? open(targets[name]!) : null;
}

/** Secrets are read when they are used, so only a change of the settings themselves opens a channel anew. */
function unlessUnchanged<Settings extends object, Channel>(
  settingsNow: () => Settings | null,
  open: (settings: Settings) => Channel,
): () => Channel | null {
  let opened: { readonly with: string; readonly channel: Channel } | null = null;
  return () => {
    const settings = settingsNow();
    if (settings === null) return (opened = null);
    const asked = JSON.stringify(settings);
    if (opened?.with !== asked) opened = { with: asked, channel: open(settings) };
    return opened.channel;
  };
}
