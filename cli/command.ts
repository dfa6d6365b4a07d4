import type { CliContext } from "./context.ts";
import type { ExitCode } from "./exit-codes.ts";

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One command. It is loaded for `--help` as well, so its file imports nothing heavy outside of `run`. */
export interface CliCommand {
  readonly name: string;
  /** Such as "<finding>". */
  readonly arguments?: readonly (readonly [name: string, meaning: string])[];
  readonly summary: string;
  /** A paragraph more, for its own help and docs/cli.md. */
  readonly details?: string;
  /** Besides --directory and --json, which every command has. */
  readonly options: readonly CliOption[];
  /** What --json prints, as a sketch of its shape. */
  readonly json: string;
  /** Exit codes beyond those that every command has. */
  readonly exits?: readonly ExitCode[];
  run(context: CliContext, options: OptionValues, args: readonly string[]): Promise<ExitCode>;
}

export interface CliOption {
  /** Such as "--client <id>". */
  readonly flags: string;
  readonly meaning: string;
  readonly isRequired?: boolean;
  readonly choices?: readonly string[];
  readonly fallback?: string;
}

/** The option's text, or undefined when it was not given. */
export function textOf(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** The fields whose value is known, for inputs that tell "absent" from "undefined". */
export function given<Fields extends Readonly<Record<string, unknown>>>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
