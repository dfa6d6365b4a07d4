import { loadClientConnectConfig, type ClientConnectConfig } from "@temporalio/envconfig";
import type { RevwatchConfig } from "../config/config.ts";

/** How to reach a Temporal server that is not ours. */
export interface TemporalTarget {
  readonly connectionOptions: ClientConnectConfig["connectionOptions"];
  readonly namespace: string;
  readonly uiAddress: string | null;
}

/**
 * The Temporal server that the environment or the config names; null when neither does, so that an own development
 * server has to do. The environment comes first, with everything the SDK knows: address, namespace, TLS, API key and
 * profiles.
 */
export function namedTemporal(config: RevwatchConfig, env: NodeJS.ProcessEnv): TemporalTarget | null {
  const named =
    env["TEMPORAL_ADDRESS"] !== undefined ||
    env["TEMPORAL_CONFIG_FILE"] !== undefined ||
    env["TEMPORAL_PROFILE"] !== undefined;
  const { address, namespace, uiAddress } = config.temporal;
  if (!named && address === null) return null;
  const loaded = loadClientConnectConfig({ overrideEnvVars: stringsOf(env) });
  return {
    connectionOptions: { ...loaded.connectionOptions, ...(named || address === null ? {} : { address }) },
    namespace: loaded.namespace ?? namespace,
    uiAddress,
  };
}

function stringsOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
