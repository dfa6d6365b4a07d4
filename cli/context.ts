import { resolve } from "node:path";
import type { RevwatchConfig } from "../config/config.ts";

/** What every command is given. */
export interface CliContext {
  /** The folder of revwatch.yaml. */
  readonly directory: string;
  /** Print one JSON value to stdout, and nothing else there. */
  readonly isJson: boolean;
  /** A person sits at the other end and can be asked. */
  readonly isInteractive: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** @throws {ConfigFaults} With every fault. */
  loadConfig(): Promise<RevwatchConfig>;
  /** The answer, to stdout. */
  print(text: string): void;
  /** Progress and remarks, to stderr. */
  say(text: string): void;
}

export function createContext(directory: string, isJson: boolean): CliContext {
  const root = resolve(directory);
  return {
    directory: root,
    isJson,
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true && !isJson,
    env: process.env,
    async loadConfig() {
      const { loadProject } = await import("../config/load-project.ts");
      return loadProject(root, process.env);
    },
    print: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
  };
}
