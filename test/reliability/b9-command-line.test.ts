import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { commands } from "../../cli/commands.ts";
import { exitMeanings } from "../../cli/exit-codes.ts";
import { hostileCommands, typedSecret, type HostileCommand } from "../cli/hostile-commands.ts";
import { runRevwatch, type CliEnd } from "../cli/run-revwatch.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { atLeast, atMost, eachSeed, exactly, figure, isFull, repeats, row } from "./row.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const good = { "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml };

/** Each is a process of its own, which waits more than it works. */
const atOnce = 4;
const patienceMs = 120_000;

async function inParallel<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  const left = [...all];
  const hands = Array.from({ length: atOnce }, async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  });
  await Promise.all(hands);
}

function run({
  typed,
  env = {},
  isPipeBroken = false,
}: Pick<HostileCommand, "typed" | "env" | "isPipeBroken">): Promise<CliEnd> {
  // A folder of its own, so that none waits for another one's database.
  const all = { REVWATCH_DIRECTORY: writeConfig(good), ...env };
  return isPipeBroken ? runIntoNothing(typed, all) : runRevwatch(typed, all);
}

/** As `revwatch … | head -0` does: nobody reads the answer. */
async function runIntoNothing(typed: readonly string[], env: Readonly<Record<string, string>>): Promise<CliEnd> {
  const child = spawn(process.execPath, [main, ...typed], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout: "", stderr, elapsedMs: 0 };
}

/** What is wrong with how a command ended, whatever was typed. */
function objectionTo({ code, stdout, stderr, elapsedMs }: CliEnd, typed: readonly string[]): string | null {
  const said = stdout + stderr;
  if (code === null || !(String(code) in exitMeanings)) return `the code ${code} is not documented`;
  if (code === 70) return "a fault of ours";
  if (/\n\s+at .+:\d+:\d+/.test(said)) return "a stack";
  if (said.includes(typedSecret.slice(-11))) return "a secret";
  if (/[^\P{Cc}\n\t]/u.test(said)) return "a control character";
  if (said.split(/\s/).some((word) => word.length > 2_000)) return "a word of thousands of letters";
  if (elapsedMs > patienceMs) return "a hang";
  if (typed.includes("--json") && stdout !== "" && !isJson(stdout)) return "no JSON";
  return null;
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}

row("B9", () => {
  test("sixty hostile command lines end with the documented code", async () => {
    const wrong: string[] = [];
    // A process each: all of them in the full run, a quarter otherwise.
    const chosen = isFull ? hostileCommands : hostileCommands.filter((_, index) => index % 4 === 0);
    await inParallel(chosen, async (command) => {
      const end = await run(command);
      const objection =
        end.code === command.code ? objectionTo(end, command.typed) : `${end.code} instead of ${command.code}`;
      if (objection !== null)
        wrong.push(`${JSON.stringify(command.typed).slice(0, 120)}: ${objection}. ${end.stderr.slice(0, 300)}`);
    });
    expect(wrong).toEqual([]);
    figure("hostile command lines", chosen.length, atLeast(isFull ? 60 : 15));
    figure("ended otherwise than documented", wrong.length, exactly(0));
  });

  test("what is typed at random ends with a documented code, and with --json in JSON", async () => {
    // What runs until it is stopped, begins work or writes files is not typed at random.
    const calm = ["validate", "plan", "status", "findings", "explain", "doctor", "help"];
    const flags = commands.flatMap(({ options }) => options.map((option) => option.flags.split(/[ ,]+/)[0]!));
    const odd = [
      "",
      "--",
      "-",
      "northwind",
      "nobody",
      "--json",
      "-C",
      "/nowhere",
      "\u001B[2J",
      "é",
      "0",
      "-1",
      "__proto__",
      "a=b",
      "--client=",
      "💥",
      "x".repeat(300),
    ];
    let slowestMs = 0;
    const ran = await eachSeed({ quick: 3, full: 1_000 }, async (_seed, random) => {
      const pick = () => random.pick(random.pick([calm, flags, odd]));
      const typed = Array.from({ length: random.int(0, 6) }, pick);
      const end = await run({ typed });
      slowestMs = Math.max(slowestMs, end.elapsedMs);
      expect(`${JSON.stringify(typed)}: ${objectionTo(end, typed)}`).toBe(`${JSON.stringify(typed)}: null`);
    });
    figure("command lines at random", ran, atLeast(Math.min(ran, repeats({ quick: 3, full: 1_000 }))));
    figure("slowest", Math.round(slowestMs), atMost(patienceMs, "ms"));
  });
});
