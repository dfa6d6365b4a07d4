import { UnknownClient, type ActivityWorld } from "../activities/world.ts";
import { operatorsOf } from "../config/watch-receivers.ts";
import type { RevwatchConfig } from "../config/config.ts";
import type { Ledger } from "../connectors/hubspot/ledger.ts";
import type { Links } from "../domain/links.ts";
import { leaseAllowance } from "../storage/allowance.ts";
import type { StoreHandle } from "../storage/database.ts";
import { openChannels } from "./open-channels.ts";
import { openPortals } from "./open-portals.ts";

export interface Composition {
  /** The config as it stands now. */
  readonly config: () => RevwatchConfig;
  readonly db: StoreHandle;
  readonly links: Links;
  readonly env: NodeJS.ProcessEnv;
  readonly now?: () => Date;
  readonly ledgerOf?: LedgerOf | undefined;
}

/** Who may send how much to a client's portal, where that is not just what the database keeps for all workers. */
export type LedgerOf = (clientId: string, kept: Ledger) => Ledger;

/** Puts together what activities touch: one portal, one channel and one governor for each place outside. */
export function composeActivityWorld({
  config,
  db,
  links,
  env,
  now = () => new Date(),
  ledgerOf = (_, kept) => kept,
}: Composition): ActivityWorld {
  const client = (clientId: string) => {
    const found = config().clients.find((one) => one.clientId === clientId);
    if (found === undefined) throw new UnknownClient(clientId);
    return found;
  };
  return {
    db,
    links,
    now,
    retention: () => config().retention,
    deliveries: () => config().deliveries,
    backgroundPercent: () => config().hubspot.backgroundPercent,
    operators: (clientId) => operatorsOf(config())(clientId),
    client,
    clientIds: () => config().clients.map(({ clientId }) => clientId),
    portal: openPortals({
      config,
      client,
      env,
      ledgerOf: (clientId) => ledgerOf(clientId, { lease: (asked) => leaseAllowance(db, clientId, asked) }),
    }),
    ...openChannels(config, env),
  };
}
