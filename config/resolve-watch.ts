import type { WatchConfig } from "./config.ts";
import { resolveReceivers } from "./resolve-client.ts";
import { resolveSecret } from "./resolve-secret.ts";
import type { FleetFile } from "./schema/fleet-file.ts";
import { WatchSettings } from "./schema/watch.ts";

/** The watch over Revwatch itself. An installation without the section is watched with the usual settings. */
export function resolveWatch({ watch, receivers, routes }: FleetFile, directory: string): WatchConfig {
  const settings = watch ?? WatchSettings.parse({});
  const known = resolveReceivers(receivers ?? {});
  const names = settings.notify ?? [routes?.access ?? routes?.default ?? ""];
  const notify = known.filter(({ id }) => names.includes(id));
  return {
    notify: notify.length === 0 ? null : notify,
    heartbeat: settings.heartbeat === undefined ? null : resolveSecret(settings.heartbeat, directory),
    heartbeatAllowPrivate: settings.heartbeatAllowPrivate,
    heartbeatEverySeconds: settings.heartbeatEvery,
    everySeconds: settings.every,
    tellAfterSeconds: settings.tellAfter,
    outboxAfterSeconds: settings.outboxAfter,
  };
}
