import type { RevwatchConfig } from "../../config/config.ts";
import { differencesOf } from "../../domain/judging/comparison.ts";
import type { Metric } from "../../domain/watch/metrics.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { lastComparisons } from "../../storage/judging/comparison.ts";

interface Asked {
  readonly db: StoreHandle;
  readonly config: RevwatchConfig;
}

/** What the last full comparison of each client came to; nothing for one that was never compared. */
export async function judgingMetrics({ db, config }: Asked): Promise<readonly Metric[]> {
  const watched = new Set(config.clients.map(({ clientId }) => clientId));
  const last = (await lastComparisons(db)).filter(([client]) => watched.has(client));
  return [
    {
      name: "revwatch_judging_differences",
      help: "Verdicts and counters that the last daily comparison found other than judging everything says.",
      type: "gauge",
      samples: last.map(([client, comparison]) => ({ labels: { client }, value: differencesOf(comparison) })),
    },
    {
      name: "revwatch_judging_compared_records",
      help: "Records that the last daily comparison looked at, once for each cadence that judges them.",
      type: "gauge",
      samples: last.map(([client, { records }]) => ({ labels: { client }, value: records })),
    },
  ];
}
