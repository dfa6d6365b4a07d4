import { readSecret } from "../config/read-secret.ts";
import type { HealthOptions } from "../dashboards/health.ts";
import { healthMetrics } from "../operations/health/health-metrics.ts";
import { readReadiness, type HealthWorld } from "../operations/health/readiness.ts";
import { openProcessMetrics } from "./process-metrics.ts";

/** What a process tells probers, with the token as it is now. `close` ends the measuring. */
export function openHealth(
  world: HealthWorld,
  env: NodeJS.ProcessEnv,
  role: "up" | "worker" | "dashboard",
): HealthOptions & { close(): void } {
  const ofProcess = openProcessMetrics(role);
  return {
    readiness: () => readReadiness(world),
    metrics: (readiness) => healthMetrics(world, readiness, ofProcess.read()),
    token() {
      const { token } = world.config().metrics;
      return token === null ? null : readSecret(token, env);
    },
    close: () => ofProcess.close(),
  };
}
