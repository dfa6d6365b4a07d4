import { parseArgs } from "node:util";

export const scenarioIds = ["paced", "stored", "memory", "incremental"] as const;
export type ScenarioId = (typeof scenarioIds)[number];

export interface Options {
  readonly scenarios: readonly ScenarioId[];
  readonly rounds: number;
  /** Small, and without the peers that need Python: what a person tries first. */
  readonly isQuick: boolean;
  /** The slow peers read the million too, instead of a part of it. */
  readonly isFull: boolean;
  readonly writesDocs: boolean;
  /** Only makes the virtual environments of the peers that need Python. */
  readonly onlyPrepares: boolean;
}

export const help = `npm run bench:sync -- [options]

Our copy of a portal beside HubSpot's own client, Singer's tap-hubspot and dlt, against one simulated portal.

  --quick         small sizes and no Python, in about a minute and a half
  --only NAME     one of ${scenarioIds.join(", ")}; may be given several times
  --rounds N      how often everybody runs, by turns (3; 1 with --quick)
  --full          the slow peers read the whole million too (an hour more)
  --write         puts the tables into docs/benchmarks.md
  --prepare       only installs the peers that need Python, outside the working tree
`;

/** @throws {Error} Saying what is wrong with the command line. */
export function readOptions(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      prepare: { type: "boolean", default: false },
      only: { type: "string", multiple: true },
      rounds: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const only = values.only ?? scenarioIds;
  const unknown = only.find((name) => !(scenarioIds as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`--only takes one of ${scenarioIds.join(", ")}, not "${unknown}".`);
  const rounds = values.rounds ?? (values.quick ? "1" : "3");
  if (!/^[1-9]\d?$/.test(rounds)) throw new Error(`--rounds takes a number from 1 to 99, not "${rounds}".`);
  if (values.quick && (values.full || values.write))
    throw new Error("--quick is for a first look; its figures are neither full nor written down.");
  return {
    scenarios: scenarioIds.filter((name) => only.includes(name)),
    rounds: Number(rounds),
    isQuick: values.quick,
    isFull: values.full,
    writesDocs: values.write,
    onlyPrepares: values.prepare,
  };
}
