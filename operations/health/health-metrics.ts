import { renderMetrics, type Metric } from "../../domain/watch/metrics.ts";
import { installationMetrics } from "./installation-metrics.ts";
import type { HealthWorld, Readiness } from "./readiness.ts";

/**
 * Everything that `/metrics` says: of this process, of the readiness that was just asked, and of the installation where
 * the database answers. Without it the rest stays, so that a scrape never fails with what it is there to show.
 */
export async function healthMetrics(
  world: HealthWorld,
  readiness: Readiness,
  ofProcess: readonly Metric[],
): Promise<string> {
  const { config, db, now } = world;
  const isAway = readiness.reasons.some(({ kind }) => kind === "database-away");
  const installation = isAway
    ? null
    : await installationMetrics({ db, config: config(), now: now() }).catch((): readonly Metric[] | null => null);
  return renderMetrics([...ofProcess, ...readinessMetrics(readiness, installation !== null), ...(installation ?? [])]);
}

function readinessMetrics({ isReady, reasons }: Readiness, isDatabaseUp: boolean): readonly Metric[] {
  const byKind = Map.groupBy(reasons, ({ kind }) => kind);
  return [
    {
      name: "revwatch_ready",
      help: "What /readyz answers: 1 for 200, 0 for 503.",
      type: "gauge",
      samples: [{ labels: {}, value: isReady ? 1 : 0 }],
    },
    {
      name: "revwatch_unready_reasons",
      help: "Why it answers 503.",
      type: "gauge",
      samples: [...byKind].map(([kind, all]) => ({ labels: { kind }, value: all.length })),
    },
    {
      name: "revwatch_database_up",
      help: "1 when the database answered in time.",
      type: "gauge",
      samples: [{ labels: {}, value: isDatabaseUp ? 1 : 0 }],
    },
  ];
}
