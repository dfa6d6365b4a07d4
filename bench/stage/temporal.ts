import { findTemporalCli } from "../../workers/temporal-server/find-temporal-cli.ts";
import { startTemporalServer } from "../../workers/temporal-server/start-temporal-server.ts";
import { freePort } from "../../workers/state-directory/free-port.ts";

/** A real development server, which also says how often it was asked for what. */
export interface BenchTemporal {
  readonly address: string;
  readonly pid: number;
  readonly metricsAddress: string;
  close(): Promise<void>;
}

/** @throws {TemporalServerNotFound} Where none is on the machine and none can be had. */
export async function startBenchTemporal(stateDirectory: string): Promise<BenchTemporal> {
  const { path } = await findTemporalCli({});
  const metricsPort = await freePort({ purpose: "what the Temporal server counts" });
  const server = await startTemporalServer({ cliPath: path, stateDirectory, metricsPort });
  return {
    address: server.address,
    pid: server.pid,
    metricsAddress: `http://127.0.0.1:${metricsPort}/metrics`,
    close: () => server.stop(),
  };
}

/**
 * Heartbeats of activities that have reached the server, of one namespace. They stand in no history, and each is an
 * action.
 */
export async function heartbeatsOf(metricsAddress: string, namespace: string): Promise<number> {
  const text = await fetch(metricsAddress).then((response) => response.text());
  return sumOf(text, "service_requests", {
    namespace,
    operation: "RecordActivityTaskHeartbeat",
    service_name: "frontend",
  });
}

/** The sum of a counter in Prometheus' text over all lines that bear these labels. */
export function sumOf(text: string, metric: string, labels: Readonly<Record<string, string>>): number {
  const wanted = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return text
    .split("\n")
    .filter((line) => line.startsWith(`${metric}{`) && wanted.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}
