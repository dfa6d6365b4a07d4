import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Metric } from "../domain/watch/metrics.ts";
import { version } from "./version.ts";

const resolutionMs = 20;

/** What a process says of itself. The delay of its event loop is that since it was asked last. */
export function openProcessMetrics(role: "up" | "worker" | "dashboard"): { read(): readonly Metric[]; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const startedAt = Date.now() / 1_000 - process.uptime();
  const one = (name: string, help: string, value: number, type: Metric["type"] = "gauge"): Metric => ({
    name,
    help,
    type,
    samples: [{ labels: {}, value }],
  });
  return {
    read() {
      const { user, system } = process.cpuUsage();
      const delays = [
        one(
          "nodejs_eventloop_delay_p50_seconds",
          "How late timers fired since the last scrape: half of them.",
          seconds(delay.percentile(50)),
        ),
        one("nodejs_eventloop_delay_p99_seconds", "The same: 99 of 100.", seconds(delay.percentile(99))),
        one("nodejs_eventloop_delay_max_seconds", "The same: the latest.", seconds(delay.max)),
      ];
      delay.reset();
      return [
        {
          name: "revwatch_info",
          help: "Always 1; the labels say which Revwatch answers, as what.",
          type: "gauge",
          samples: [{ labels: { version, role, node: process.versions.node }, value: 1 }],
        },
        one("process_resident_memory_bytes", "Memory of this process.", process.memoryUsage.rss()),
        one("process_start_time_seconds", "When this process began, since the epoch.", startedAt),
        one("process_cpu_seconds_total", "CPU time of this process.", (user + system) / 1e6, "counter"),
        ...delays,
      ];
    },
    close: () => delay.disable(),
  };
}

/** The whole span from one timer to the next is measured. Before the first there is no number, and no delay either. */
function seconds(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? Math.max(0, nanoseconds / 1e9 - resolutionMs / 1_000) : 0;
}
