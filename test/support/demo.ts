import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import type { FindingExplanation } from "../../operations/explain-finding.ts";
import type { FindingList } from "../../operations/list-findings.ts";
import type { FleetStatus } from "../../operations/status.ts";
import { HubSpotAdmin, SlackAdmin } from "../../simulators/client.ts";
import type { SlackMessage } from "../../simulators/slack/workspace.ts";
import { controlRequest } from "../../workers/state-directory/control-request.ts";
import { readRunRecord, type RunRecord } from "../../workers/state-directory/run-record.ts";
import { until } from "./until.ts";

const mainFile = fileURLToPath(new URL("../../demo/main.ts", import.meta.url));

interface Answers {
  readonly listFindings: FindingList;
  readonly explainFinding: FindingExplanation;
  readonly status: FleetStatus;
}

export interface DemoOptions {
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The real demo in a process of its own, as `npm start` starts it, in a folder of the test. */
export class Demo {
  readonly directory: string;
  readonly child: ChildProcess;
  readonly #startedAt = performance.now();
  #said = "";

  constructor(directory: string, { flags = [], env = process.env }: DemoOptions = {}) {
    this.directory = directory;
    this.child = spawn(process.execPath, [mainFile, ...flags], {
      cwd: directory,
      env: { ...env, NO_COLOR: "1" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.#said += text));
  }

  /** Everything that it has said to the person who started it. */
  get said(): string {
    return this.#said;
  }

  get stateDirectory(): string {
    return join(this.directory, ".revwatch");
  }

  secondsSinceStart(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** The dashboard's address; it is said as soon as something answers there. */
  async address(): Promise<string> {
    await this.hasSaid(/Watch it start at (http\S+)/, 60_000);
    return /Watch it start at (http\S+)/.exec(this.#said)![1]!;
  }

  async live(): Promise<void> {
    await this.hasSaid(/Live after \d+ s/, 480_000);
  }

  async hasSaid(words: RegExp, withinMs: number): Promise<void> {
    await until(
      `the demo says ${String(words)}; it said: ${this.#said}`,
      () => {
        if (words.test(this.#said)) return true;
        if (this.child.exitCode !== null) throw new Error(`The demo ended with ${this.child.exitCode}: ${this.#said}`);
        return false;
      },
      withinMs,
    );
  }

  /** Asks the running demo as the `revwatch` command does. */
  async ask<Name extends keyof Answers>(operation: Name, input: Record<string, unknown> = {}): Promise<Answers[Name]> {
    const answer = await controlRequest(this.stateDirectory, `/operations/${operation}`, { body: input });
    if (answer.kind !== "answered" || answer.status !== 200) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
    return JSON.parse(answer.body) as Answers[Name];
  }

  run(): Promise<RunRecord | null> {
    return readRunRecord(this.stateDirectory);
  }

  get slack(): SlackAdmin {
    return new SlackAdmin(this.#fleet().slack.address);
  }

  get hubspot(): HubSpotAdmin {
    return new HubSpotAdmin(this.#fleet().hubspot.address);
  }

  /** What stands in one Slack channel, oldest first. */
  async slackIn(channel: string): Promise<readonly ReadMessage[]> {
    const messages = await this.slack.messages();
    return messages
      .filter(({ channelName }) => channelName === channel)
      .map((message) => ({
        ...message,
        words: wordsOf(message.blocks),
        firstWords: wordsOf((message.edits[0] ?? message).blocks),
      }));
  }

  /** Ctrl-C; answers with the exit code. */
  async interrupt(): Promise<number | null> {
    const exited = once(this.child, "exit");
    this.child.kill("SIGINT");
    const [code] = (await exited) as [number | null];
    return code;
  }

  /** For the end of a test, however it went. */
  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const code = await Promise.race([this.interrupt(), new Promise((resolve) => setTimeout(resolve, 60_000, "late"))]);
    if (code === "late") this.child.kill("SIGKILL");
  }

  #fleet(): Fleet {
    return parse(readFileSync(join(this.stateDirectory, "demo", "revwatch.yaml"), "utf8")) as Fleet;
  }
}

/** As far as it is read of the config that the demo wrote for itself. */
interface Fleet {
  readonly slack: { readonly address: string };
  readonly hubspot: { readonly address: string };
}

export interface ReadMessage extends SlackMessage {
  /** Every word that it shows now. */
  readonly words: string;
  /** Every word that it showed when it came. */
  readonly firstWords: string;
}

/** Every text of Slack's blocks, in the order in which it is read. */
function wordsOf(blocks: unknown): string {
  if (typeof blocks === "string" || blocks === null || typeof blocks !== "object") return "";
  const own = "text" in blocks && typeof blocks.text === "string" ? blocks.text : "";
  const inner = Object.values(blocks).map((part) => wordsOf(part));
  return [own, ...inner].filter((words) => words !== "").join(" ");
}

/** Processes of this machine whose command line names a folder. */
export function processesNaming(folder: string): readonly string[] {
  return globSync("/proc/[0-9]*/cmdline").flatMap((file) => {
    try {
      const line = readFileSync(file, "utf8").replaceAll("\0", " ").trim();
      return line.includes(folder) ? [line] : [];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}

/** Writes a measured time into the test's output. */
export function measured(what: string, seconds: number): void {
  process.stderr.write(`measured: ${what} ${seconds.toFixed(1)} s\n`);
}
