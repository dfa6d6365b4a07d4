import type { ClientConfig } from "./config.ts";

/**
 * What a run judges by, from its plan to its end, whatever becomes of the files meanwhile. Secrets, receivers and
 * routes are not in it: they are asked for when they are used.
 */
export type RunConfig = Pick<ClientConfig, (typeof judgedBy)[number]>;

const judgedBy = [
  "portalId",
  "timeZone",
  "businessHours",
  "holidays",
  "cadences",
  "hands",
  "monitors",
] as const satisfies readonly (keyof ClientConfig)[];

export function runConfigOf(client: ClientConfig): RunConfig {
  return Object.fromEntries(judgedBy.map((name) => [name, client[name]])) as unknown as RunConfig;
}

/** The client as a run knows it: judged by its own settings, told by those of the moment. */
export function withRunConfig(client: ClientConfig, judged: RunConfig | null): ClientConfig {
  return judged === null ? client : { ...client, ...judged };
}
