import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { SimulatedWorld } from "./simulators.ts";
import { tokenOf } from "./simulators.ts";

export interface BenchClient {
  readonly clientId: string;
  readonly portalId: number;
}

const tokenVariable = (portalId: number): string => `BENCH_TOKEN_${portalId}`;

/** Writes the config of an installation as a person would: `revwatch.yaml` and a file a client. */
export function writeBenchConfig(
  directory: string,
  { hubspot, slack }: Pick<SimulatedWorld, "hubspot" | "slack">,
  clients: readonly BenchClient[],
): void {
  mkdirSync(join(directory, "clients"), { recursive: true });
  const fleet = {
    hubspot: { address: hubspot },
    slack: { address: slack, token: { env: "BENCH_SLACK_TOKEN" }, signingSecret: { env: "BENCH_SLACK_SECRET" } },
    receivers: { operations: { name: "Operations", slack: "#bench" } },
  };
  writeFileSync(join(directory, "revwatch.yaml"), stringify(fleet));
  for (const { clientId, portalId } of clients) {
    const file = {
      name: clientId,
      portalId: String(portalId),
      token: { env: tokenVariable(portalId) },
      timeZone: "Europe/Berlin",
      businessHours: "always",
      receivers: { sales: { name: "Sales", slack: "#bench" } },
      routes: { default: "sales", access: "operations" },
      escalation: [],
    };
    writeFileSync(join(directory, "clients", `${clientId}.yaml`), stringify(file));
  }
}

/** The secrets that such a config names. */
export function benchEnvironment(clients: readonly BenchClient[]): Readonly<Record<string, string>> {
  return {
    BENCH_SLACK_TOKEN: "xoxb-bench-simulated",
    BENCH_SLACK_SECRET: "bench-signing-secret",
    ...Object.fromEntries(clients.map(({ portalId }) => [tokenVariable(portalId), tokenOf(portalId)])),
  };
}
