import type { ClientConfig, Receiver } from "../config/config.ts";
import type { Channels } from "../connectors/channels/opened-channels.ts";
import type { HubSpotPortal } from "../connectors/hubspot/portal.ts";
import type { Links } from "../domain/links.ts";
import type { DeliverySettings } from "../domain/alerting/delivery-settings.ts";
import type { Retention } from "../domain/retention.ts";
import type { StoreHandle } from "../storage/database.ts";
import type { KeptScan } from "../storage/scans.ts";

/** Everything that activities touch. The composition roots put it together. */
export interface ActivityWorld extends Channels {
  readonly db: StoreHandle;
  /**
   * The client's settings as they stand now, read again for every activity, so that a change holds from the next one
   * on.
   *
   * @throws {UnknownClient} When the client has left the config.
   */
  readonly client: (clientId: string) => ClientConfig;
  readonly clientIds: () => readonly string[];
  /** The client's portal. The token is read when it is used. */
  readonly portal: (clientId: string) => HubSpotPortal;
  readonly links: Links;
  /** For how many days each kind of history is kept. */
  readonly retention: () => Retention;
  readonly deliveries: () => DeliverySettings;
  /** The share of each portal's daily requests that reading what checks need only lately may take. */
  readonly backgroundPercent: () => number;
  /** Who runs Revwatch, and hears what nobody else can be told. */
  readonly operators: (clientId: string) => readonly Receiver[];
  readonly now: () => Date;
  /** So many records a fast run judges anew by changed rules, beside what changed; left out: `usualSlice`. */
  readonly recordsASlice?: number;
  /** Where the scans of a run are collected that are stored together; left out: each is stored as it ends. */
  readonly scans?: KeptScan[];
}

/** The client is in no config file: whatever was planned for it has no meaning any more. */
export class UnknownClient extends Error {
  override readonly name = "UnknownClient";
  constructor(clientId: string) {
    super(
      `There is no client "${clientId}" in the config. If it was removed on purpose, run \`revwatch apply --prune\`.`,
    );
  }
}
