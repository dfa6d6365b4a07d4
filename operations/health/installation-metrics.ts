import type { RevwatchConfig } from "../../config/config.ts";
import type { Metric } from "../../domain/watch/metrics.ts";
import { ruleOf } from "../../domain/watch/all-rules.ts";
import type { Age } from "../../domain/watch/age.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { allAllowances, openFindingCounts, undeliveredMessages } from "../../storage/installation-facts.ts";
import { readOpenAlarms } from "../../storage/reads/open-alarms.ts";
import { searchLagsOf } from "../../storage/reads/search-lags.ts";
import { judgingMetrics } from "./judging-metrics.ts";
import { readClientAges } from "../reads/client-ages.ts";
import { gatherFacts } from "../watch/gather-facts.ts";
import { timingOf } from "../watch/timing-of.ts";

interface Asked {
  readonly db: StoreHandle;
  readonly config: RevwatchConfig;
  readonly now: Date;
}

/** What the database tells of the whole installation, as metrics. Labels are ids, kinds and states, nothing else. */
export async function installationMetrics(asked: Asked): Promise<readonly Metric[]> {
  return [
    ...(await readingMetrics(asked)),
    await lagMetric(asked),
    ...(await outboxMetrics(asked)),
    await findingMetric(asked),
    ...(await judgingMetrics(asked)),
    ...(await budgetMetrics(asked)),
    await alarmMetric(asked),
    ...(await watchMetrics(asked)),
  ];
}

const gauge = (name: string, help: string, samples: Metric["samples"]): Metric => ({
  name,
  help,
  type: "gauge",
  samples,
});
const secondsSince = (at: Date, now: Date) => Math.max(0, (now.getTime() - at.getTime()) / 1_000);

const lateness: Readonly<Record<Age["state"], number>> = {
  waiting: 0,
  fresh: 0,
  copying: 0,
  paused: 0,
  late: 1,
  told: 2,
  "not-checked": 3,
};

async function readingMetrics({ db, config, now }: Asked): Promise<readonly Metric[]> {
  const ages = await readClientAges(db, config.clients, now);
  const each = [...ages].flatMap(([client, { cadences }]) =>
    [...cadences].map(([cadence, age]) => ({ labels: { client, cadence }, age })),
  );
  return [
    gauge(
      "revwatch_client_checked",
      "1 while every cadence of the client was read completely in time; 0: no score and no green anywhere.",
      [...ages].map(([client, { isChecked }]) => ({ labels: { client }, value: isChecked ? 1 : 0 })),
    ),
    gauge(
      "revwatch_reading_age_seconds",
      "Age of the last complete reading; absent before the first.",
      each.flatMap(({ labels, age }) =>
        age.completeAt === null ? [] : [{ labels, value: secondsSince(age.completeAt, now) }],
      ),
    ),
    gauge(
      "revwatch_reading_lateness",
      "0 in time, paused by an operator or waiting for the first; 1 late; 2 the operator is told; 3 not checked.",
      each.map(({ labels, age }) => ({ labels, value: lateness[age.state] })),
    ),
    gauge(
      "revwatch_reading_paused",
      "1 while an operator has paused the cadence.",
      each.map(({ labels, age }) => ({ labels, value: age.state === "paused" ? 1 : 0 })),
    ),
  ];
}

async function lagMetric({ db, config }: Asked): Promise<Metric> {
  const lags = await Promise.all(
    config.clients.map(async ({ clientId: client }) =>
      (await searchLagsOf(db, client)).map(({ recordType: type, ms }) => ({
        labels: { client, type },
        value: ms / 1_000,
      })),
    ),
  );
  return gauge(
    "revwatch_search_lag_seconds",
    "For how long at least HubSpot's search hid a change within the last day; absent while it keeps up.",
    lags.flat(),
  );
}

async function outboxMetrics({ db, now }: Asked): Promise<readonly Metric[]> {
  const rows = await undeliveredMessages(db);
  return [
    gauge(
      "revwatch_outbox_messages",
      "Messages that are not delivered: pending, being sent, or given up and not dismissed.",
      rows.map(({ client_id: client, channel, state, count }) => ({
        labels: { client, channel, state },
        value: count,
      })),
    ),
    gauge(
      "revwatch_outbox_oldest_seconds",
      "How long the oldest message has waited that is still to be sent.",
      rows
        .filter(({ state }) => state !== "failed")
        .map(({ client_id: client, channel, state, since }) => ({
          labels: { client, channel, state },
          value: secondsSince(since, now),
        })),
    ),
  ];
}

async function findingMetric({ db }: Asked): Promise<Metric> {
  const rows = await openFindingCounts(db);
  return gauge(
    "revwatch_findings_open",
    "Open findings.",
    rows.map(({ client_id: client, check_id: check, severity, count }) => ({
      labels: { client, check, severity },
      value: count,
    })),
  );
}

async function budgetMetrics({ db, now }: Asked): Promise<readonly Metric[]> {
  const rows = await allAllowances(db);
  const daily = rows.filter(({ bucket }) => bucket === "daily");
  return [
    gauge(
      "revwatch_api_calls_remaining",
      "HubSpot API calls left of the portal's day, for all of its tools together, when HubSpot last said so.",
      daily.flatMap(({ client_id: client, day_remaining }) =>
        day_remaining === null ? [] : [{ labels: { client }, value: day_remaining }],
      ),
    ),
    gauge(
      "revwatch_api_calls_limit",
      "HubSpot API calls of the portal's day.",
      daily.flatMap(({ client_id: client, day_limit }) =>
        day_limit === null ? [] : [{ labels: { client }, value: day_limit }],
      ),
    ),
    gauge(
      "revwatch_api_paused_seconds",
      "How long HubSpot still asks us to wait.",
      rows.flatMap(({ client_id: client, bucket, paused_until }) =>
        paused_until === null
          ? []
          : [{ labels: { client, bucket }, value: Math.max(0, (paused_until.getTime() - now.getTime()) / 1_000) }],
      ),
    ),
  ];
}

async function alarmMetric({ db }: Asked): Promise<Metric> {
  const alarms = await readOpenAlarms(db);
  const groups = Map.groupBy(alarms, ({ clientId, kind }) => `${kind}\n${clientId}`);
  return gauge(
    "revwatch_alarms_open",
    "Alarms of Revwatch's own watch that are told and not over; the client is empty where all are concerned.",
    [...groups.values()].map((group) => {
      const { kind, clientId } = group[0]!;
      return { labels: { kind, client: clientId, severity: ruleOf(kind).severity }, value: group.length };
    }),
  );
}

async function watchMetrics({ db, config, now }: Asked): Promise<readonly Metric[]> {
  const { everyMs } = timingOf(config);
  const { processes, temporal, channels } = await gatherFacts({ db, config, now, everyMs, aheadMs: () => 0 });
  const running = processes.filter(({ stoppedAt }) => stoppedAt === null);
  const roles = ["worker", "watchdog"] as const;
  return [
    gauge(
      "revwatch_process_silent_seconds",
      "How long ago the process of this role that was heard of last gave a sign of life.",
      roles.flatMap((role) => {
        const heard = running.filter((process) => process.role === role).map(({ beatAt }) => beatAt.getTime());
        return heard.length === 0 ? [] : [{ labels: { role }, value: secondsSince(new Date(Math.max(...heard)), now) }];
      }),
    ),
    gauge(
      "revwatch_queue_polled_seconds",
      "How long ago a worker last asked this task queue for work, when Temporal was last asked.",
      (temporal?.queues ?? []).flatMap(({ queue, polledAt }) =>
        polledAt === null ? [] : [{ labels: { queue }, value: secondsSince(polledAt, temporal!.checkedAt) }],
      ),
    ),
    gauge(
      "revwatch_temporal_up",
      "1 when Temporal answered a worker's last question.",
      temporal === null ? [] : [{ labels: {}, value: temporal.away === null ? 1 : 0 }],
    ),
    gauge(
      "revwatch_channel_barred",
      "Places in Slack, or mail servers, that take nothing from us now.",
      [...Map.groupBy(channels, ({ channel }) => channel)].map(([channel, barred]) => ({
        labels: { channel },
        value: barred.length,
      })),
    ),
  ];
}
