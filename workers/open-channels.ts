import type { RevwatchConfig, SecretReference } from "../config/config.ts";
import { readSecret } from "../config/read-secret.ts";
import { openEmail, type EmailChannel } from "../connectors/email/channel.ts";
import { openSlack, type SlackChannel } from "../connectors/slack/channel.ts";

/** The ways out to people, each as the config has it at the moment of asking; null where it has none. */
export interface Channels {
  readonly slack: () => SlackChannel | null;
  readonly email: () => EmailChannel | null;
}

/** Channels that follow the config: a section that is added, changed or removed holds from the next message on. */
export function openChannels(config: () => RevwatchConfig, env: NodeJS.ProcessEnv): Channels {
  const secret = (reference: SecretReference) => () => readSecret(reference, env);
  return {
    slack: unlessUnchanged(
      () => config().slack,
      ({ address, token }) => openSlack({ address, token: secret(token) }),
    ),
    email: unlessUnchanged(
      () => config().email,
      (email) => openEmail({ ...email, password: email.password === null ? null : secret(email.password) }),
    ),
  };
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
