import type { Kysely } from "kysely";
import { UnknownClient, type ActivityWorld } from "../activities/world.ts";
import type { RevwatchConfig, SecretReference } from "../config/config.ts";
import { readSecret } from "../config/read-secret.ts";
import { openEmail } from "../connectors/email/channel.ts";
import { openSlack } from "../connectors/slack/channel.ts";
import type { Links } from "../domain/links.ts";
import { leaseAllowance } from "../storage/allowance.ts";
import type { Database } from "../storage/database.ts";
import { openPortals } from "./open-portals.ts";

export interface Composition {
  /** The config as it stands now. */
  readonly config: () => RevwatchConfig;
  readonly db: Kysely<Database>;
  readonly links: Links;
  readonly env: NodeJS.ProcessEnv;
  readonly now?: () => Date;
}

/** Puts together what activities touch: one portal, one channel and one governor for each place outside. */
export function composeActivityWorld({ config, db, links, env, now = () => new Date() }: Composition): ActivityWorld {
  const client = (clientId: string) => {
    const found = config().clients.find((one) => one.clientId === clientId);
    if (found === undefined) throw new UnknownClient(clientId);
    return found;
  };
  return {
    db,
    links,
    now,
    client,
    clientIds: () => config().clients.map(({ clientId }) => clientId),
    portal: openPortals({
      config,
      client,
      env,
      ledgerOf: (clientId) => ({ lease: (asked) => leaseAllowance(db, clientId, asked) }),
    }),
    ...channelsOf(config(), env),
  };
}

/** The ways out to people, as configured. */
export function channelsOf({ slack, email }: RevwatchConfig, env: NodeJS.ProcessEnv): Pick<ActivityWorld, "slack" | "email"> {
  const secret = (reference: SecretReference) => () => readSecret(reference, env);
  return {
    slack: slack === null ? null : openSlack({ address: slack.address, token: secret(slack.token) }),
    email: email === null ? null : openEmail({ ...email, password: email.password === null ? null : secret(email.password) }),
  };
}
