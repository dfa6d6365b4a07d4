import { figure, verdict, type Goal } from "../sync/goals.ts";
import { commit, machineLine } from "../sync/machine.ts";
import { percentile, type Cpu } from "./measures.ts";
import type { DailyFigures } from "./daily.ts";
import type { FleetOptions } from "./run-fleet.ts";
import type { Seen } from "./window.ts";

export interface FleetFigures {
  readonly options: FleetOptions;
  readonly hours: number;
  readonly cpu: Cpu;
  readonly grown: number;
  readonly sizeBefore: number;
  readonly seen: Seen;
  readonly daily: DailyFigures | null;
}

const mb = (bytes: number): string => `${figure(bytes / 2 ** 20)} MB`;

export function renderFleet({ options, hours, cpu, grown, sizeBefore, seen, daily }: FleetFigures): string {
  const { clients, contacts, minutes, changedPercent } = options;
  const { runs, actions, heartbeats, sharedActions } = seen;
  const lateness = runs.map(({ lateSeconds }) => lateSeconds);
  const each = actions.map((count) => (count + heartbeats / clients) / hours);
  const goals: readonly Goal[] = [
    { what: "lateness, p50", bound: "at most", limit: 60, unit: " s", measured: percentile(lateness, 50) },
    { what: "lateness, p99", bound: "at most", limit: 60, unit: " s", measured: percentile(lateness, 99) },
    {
      what: "Temporal actions of a client in an hour, the median",
      bound: "at most",
      limit: 60,
      unit: "",
      measured: percentile(each, 50),
    },
  ];
  const seconds = hours * 3600;
  const share = (used: number) => `${((100 * used) / seconds).toFixed(1)} % of a core`;
  const ofThem = [
    `of which heartbeats ${figure(heartbeats / clients / hours)}`,
    `of all clients together ${figure(sharedActions / hours)} more`,
  ].join("; ");
  const growth = mb(grown / hours / clients);
  const byCadence = Map.groupBy(runs, ({ cadence }) => cadence);
  return [
    `${clients} clients of ${contacts} contacts, ${changedPercent} % changed an hour, ${minutes} minutes by the clock.`,
    "",
    "| What | CPU s | Share |",
    "| --- | ---: | --- |",
    ...Object.entries(cpu).map(([name, used]) => `| ${name} | ${used.toFixed(1)} | ${share(used)} |`),
    "",
    "| Runs | | Late p50 s | Late p99 s | Started after, p99 s | Not complete |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...[...byCadence].map(([cadence, some]) => {
      const late = some.map(({ lateSeconds }) => lateSeconds);
      const started = some.map(({ startedAfterSeconds }) => startedAfterSeconds);
      const faulty = some.filter(({ status }) => status !== "complete").length;
      const cells = [
        cadence,
        some.length,
        ...[percentile(late, 50), percentile(late, 99)].map((value) => value.toFixed(1)),
      ];
      return `| ${[...cells, percentile(started, 99).toFixed(1), faulty].join(" | ")} |`;
    }),
    "",
    ...goals.map((goal) => `- ${goal.what}: ${verdict(goal)}`),
    `- Runs that were due and did not end: ${seen.missing}; messages: ${seen.messages}`,
    `- Temporal actions of a client in an hour: p99 ${figure(percentile(each, 99))}, ${ofThem}`,
    `- The database: ${mb(sizeBefore)}, and ${mb(grown)} more after the window, ${growth} a client and hour`,
    ...(daily === null ? [] : sayDay(daily, { clients, cpu, hours })),
    "",
    `_${new Date().toISOString().slice(0, 10)}, commit ${commit() ?? "unknown"}; ${machineLine()}._`,
  ].join("\n");
}

/** The rest of a day is arithmetic: twenty-four such hours, and one daily run for each client. */
function sayDay(daily: DailyFigures, { clients, cpu, hours }: { clients: number; cpu: Cpu; hours: number }): string[] {
  const ofWorker = daily.workerSeconds / daily.clients;
  const ofServer = daily.serverSeconds / daily.clients;
  const day = (name: string, pass: number) => (24 * cpu[name]!) / hours + clients * pass;
  const sum = (name: string, pass: number) => {
    const parts = `24 × ${figure(cpu[name]! / hours)} s + ${clients} × ${pass.toFixed(2)} s`;
    const share = (100 * day(name, pass)) / 86_400;
    return `${parts} = ${figure(day(name, pass))} s, ${share.toFixed(1)} % of a core`;
  };
  const cpuOfPass = `${ofWorker.toFixed(2)} s CPU of the worker, ${ofServer.toFixed(2)} s of PostgreSQL`;
  const byTheClock = `${(daily.wallSeconds / daily.clients).toFixed(1)} s by the clock (${daily.clients} clients)`;
  return [
    `- The daily pass of a client, alone, its list included: ${cpuOfPass}, ${byTheClock}`,
    `- A day of the worker: ${sum("worker", ofWorker)}`,
    `- A day of PostgreSQL: ${sum("postgres", ofServer)}`,
  ];
}
