import { expect, test } from "vitest";
import type { CliCommand } from "../../cli/command.ts";
import { commands } from "../../cli/commands.ts";
import type { CliContext } from "../../cli/context.ts";
import { exitCodes } from "../../cli/exit-codes.ts";
import { createProgram } from "../../cli/program.ts";

/** What a command is run with when this was typed, without running it. */
async function understood(typed: readonly string[]): Promise<Pick<CliContext, "directory" | "isJson"> | null> {
  let met: Pick<CliContext, "directory" | "isJson"> | null = null;
  const listening: readonly CliCommand[] = commands.map((command) => ({
    ...command,
    run: ({ directory, isJson }, options) => {
      // Each of them reaches the command, whichever command above knows an option of the same name.
      const missing = command.options.filter(
        ({ flags, isRequired }) => isRequired === true && flags.includes("<") && !isAmong(options, flags),
      );
      if (missing.length > 0) throw new Error(`It was not given ${missing.map(({ flags }) => flags).join(", ")}.`);
      met = { directory, isJson };
      return Promise.resolve(exitCodes.ok);
    },
  }));
  await createProgram(() => undefined, listening).parseAsync(typed, { from: "user" });
  return met;
}

function isAmong(options: Readonly<Record<string, unknown>>, flags: string): boolean {
  const name = flags.split(" ")[0]!.slice(2);
  return options[name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())] === "northwind";
}

/** The least that each command has to be given. */
function leastOf({ name, arguments: wanted = [], options }: CliCommand): readonly string[] {
  const required = options.filter(({ isRequired }) => isRequired === true);
  return [
    ...name.split(" "),
    ...wanted.map(() => "northwind"),
    ...required.flatMap(({ flags }) => [flags.split(" ")[0]!, ...(flags.includes("<") ? ["northwind"] : [])]),
  ];
}

const orders: readonly (readonly [what: string, arrange: (command: readonly string[]) => readonly string[]])[] = [
  ["before", (command) => ["--json", "-C", "/configs", ...command]],
  ["after", (command) => [...command, "--json", "-C", "/configs"]],
  ["on both sides of", (command) => ["-C/configs", ...command, "--json"]],
  ["with an equals sign, before", (command) => ["--directory=/configs", "--json", ...command]],
];

test.each(
  commands.flatMap((command) =>
    orders.map(([where, arrange]) => [where, command.name, arrange(leastOf(command))] as const),
  ),
)("global options %s %s", async (_where, _name, typed) => {
  expect(await understood(typed)).toEqual({ directory: "/configs", isJson: true });
});

test.each(commands.map((command) => [command.name, command] as const))("%s without them", async (_, command) => {
  expect(await understood(leastOf(command))).toEqual({ directory: process.cwd(), isJson: false });
});
