import type { Goal } from "../sync/goals.ts";
import type { JudgeTask, RunFigures } from "./task.ts";

type Measured = ReadonlyMap<number, readonly RunFigures[]>;

const places = { postgres: "PostgreSQL", embedded: "embedded" } as const;
const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

/** A row for each run and size; each figure with how many times it is that of the smallest size. */
export function tableOf(on: JudgeTask["on"], measured: Measured): string {
  const head = [
    "On",
    "Run",
    "Contacts",
    "Worker CPU ms",
    "Server CPU ms",
    "Rows read",
    "Rows written",
    "WAL kB",
    "Requests",
    "Temporal actions",
    "Peak MB",
  ];
  const smallest = [...measured.values()][0] ?? [];
  const lines = smallest.flatMap((first, index) =>
    [...measured].map(([contacts, runs]) => {
      const run = runs[index]!;
      const beside = (of: (figures: RunFigures) => number | null): string => {
        const [value, base] = [of(run), of(first)];
        if (value === null) return "";
        return run === first || base === null || base <= 0 ? whole(value) : `${whole(value)} (${times(value, base)})`;
      };
      return [
        places[on],
        run.run,
        whole(contacts),
        beside(({ workerCpuMs }) => workerCpuMs),
        beside(({ serverCpuMs }) => serverCpuMs),
        beside(({ rowsRead }) => rowsRead),
        beside(({ rowsWritten }) => rowsWritten),
        beside(({ walBytes }) => walBytes / 1000),
        beside(({ requests }) => requests),
        beside(({ actions }) => actions),
        beside(({ peakMegabytes }) => peakMegabytes),
      ];
    }),
  );
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const times = (value: number, base: number): string => `${(value / base).toFixed(2)} ×`;

/** What was promised of these runs, as far as they were measured. */
export function goalsOf(on: JudgeTask["on"], measured: Measured): readonly Goal[] {
  const sizes = [...measured.keys()];
  const [small, large] = [sizes[0]!, sizes.at(-1)!];
  const where = places[on];
  const of = (size: number, kind: RunFigures["kind"], records?: number) =>
    measured.get(size)!.find((run) => run.kind === kind && (records === undefined || run.records === records));
  const goals: Goal[] = [];
  const [dueSmall, dueLarge] = [of(small, "due"), of(large, "due")];
  if (small !== large && dueSmall !== undefined && dueLarge !== undefined)
    for (const [what, figure] of [
      ["worker CPU", "workerCpuMs"],
      ["server CPU", "serverCpuMs"],
      ["rows read", "rowsRead"],
      ["rows written", "rowsWritten"],
      ["WAL", "walBytes"],
      ["requests", "requests"],
      ["Temporal actions", "actions"],
    ] as const) {
      const [value, base] = [dueLarge[figure], dueSmall[figure]];
      if (value === null || base === null || base === 0) continue;
      const name = `${where}, quiet run with one lead due, ${what} at ${whole(large)} over ${whole(small)}`;
      goals.push({ what: name, bound: "at most", limit: 1.5, unit: " ×", measured: value / base });
    }
  const most = of(large, "changed", Math.min(10_000, large / 2));
  if (most !== undefined)
    goals.push({
      what: `${where}, ${whole(most.records)} changed of ${whole(large)}, worker CPU`,
      bound: "at most",
      limit: 1,
      unit: " s",
      measured: most.workerCpuMs / 1000,
    });
  const full = of(large, "full");
  if (full !== undefined) {
    goals.push({
      what: `${where}, daily full pass of ${whole(large)}, worker CPU a record`,
      bound: "at most",
      limit: 40,
      unit: " µs",
      measured: (full.workerCpuMs * 1000) / full.records,
    });
    if (on === "postgres")
      goals.push({
        what: `${where}, daily full pass of ${whole(large)}, peak memory of the worker`,
        bound: "at most",
        limit: 300,
        unit: " MB",
        measured: full.peakMegabytes,
        because: "there is no /proc here",
      });
  }
  return goals;
}
