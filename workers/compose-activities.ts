import type { Kysely } from "kysely";
import { UnknownClient, type ActivityWorld } from "../activities/world.ts";
import type { RevwatchConfig, SecretReference } from "../config/config.ts";
import { readSecret } from "../config/read-secret.ts";
import { openEmail } from "../connectors/email/channel.ts";
import { createGateway } from "../connectors/hubspot/gateway.ts";
import { createGovernor } from "../connectors/hubspot/governor.ts";
import { openPortal, type HubSpotPortal } from "../connectors/hubspot/portal.ts";
import { rememberProperties } from "../connectors/hubspot/remember-properties.ts";
import { openSlack } from "../connectors/slack/channel.ts";
import type { Links } from "../domain/links.ts";
import type { Database } from "../storage/database.ts";

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
    portal: portalsOf(config, client, env),
    ...channelsOf(config(), env),
  };
}

function portalsOf(
  config: () => RevwatchConfig,
  client: ActivityWorld["client"],
  env: NodeJS.ProcessEnv,
): (clientId: string) => HubSpotPortal {
  const open = new Map<string, { address: string; portal: HubSpotPortal }>();
  return (clientId) => {
    const { address } = config().hubspot;
    const known = open.get(clientId);
    if (known?.address === address) return known.portal;
    // The token is read for each request, so that a rotated one is used at once.
    const token = () => readSecret(client(clientId).token, env);
    const portal = rememberProperties(openPortal(createGateway({ address, token, governor: createGovernor() })));
    open.set(clientId, { address, portal });
    return portal;
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
