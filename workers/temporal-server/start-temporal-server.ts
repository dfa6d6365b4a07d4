import { mkdir, readFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../state-directory/free-port.ts";
import { answers } from "./answers.ts";
import { startSupervisedChild, type SupervisedChild } from "./supervised-child.ts";

export interface TemporalServerOptions {
  /** The CLI, from `findTemporalCli`. */
  readonly cliPath: string;
  /** Holds `temporal.db` and the server's log. */
  readonly stateDirectory: string;
  /** Taken exactly. Without it a free port is found. */
  readonly port?: number;
  readonly uiPort?: number;
  /** Where the server counts what it was asked; any free port when left out. */
  readonly metricsPort?: number;
  /** A loopback address of its own for the server's pages; theirs answer to any name. */
  readonly uiHost?: string;
  readonly namespace?: string;
  /** Attributes that must exist before anything uses them, such as `{ clientId: "Keyword" }`. */
  readonly searchAttributes?: Readonly<Record<string, string>>;
  /** Timers fire within a millisecond instead of a second. For tests. */
  readonly hasFastTimers?: boolean;
  /** False keeps the state in memory. For tests. */
  readonly isDurable?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  readonly healthyWithinMs?: number;
}

export interface TemporalServer {
  /** `host:port` of the gRPC service. */
  readonly address: string;
  /** Where Temporal's own UI answers. */
  readonly uiAddress: string;
  readonly namespace: string;
  readonly port: number;
  readonly uiPort: number;
  readonly pid: number;
  readonly supervisorPid: number;
  /** Settles when the server is gone, whoever ended it. */
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
  /** At once, for a server that hangs. */
  endByForce(): Promise<void>;
}

/** The server is there and did not become healthy. */
export class TemporalServerDidNotStart extends Error {
  override readonly name = "TemporalServerDidNotStart";
  /** It ended by itself, so another port may help; a server that hangs hangs on any. */
  readonly endedByItself: boolean;

  constructor(message: string, endedByItself: boolean) {
    super(message);
    this.endedByItself = endedByItself;
  }
}

/** What Temporal keeps is no database any more. What Revwatch keeps is elsewhere and whole. */
export class TemporalStateDamaged extends Error {
  override readonly name = "TemporalStateDamaged";

  constructor(file: string, words: string) {
    super(
      `Temporal's state in ${file} is damaged. Move that file and those beside it (-wal, -shm) away, start again, and run \`revwatch apply\`: it makes the schedules anew, and open alerts go on. ${words}`,
    );
  }
}

function isDamaged(words: string): boolean {
  return /file is not a database|malformed|disk image/.test(words);
}

const host = "127.0.0.1";
const startsTried = 3;
const endedByItself = "ended while it started.";
/** A server that answers for so long and is still there has its port, though its log does not say so. */
const silentForMs = 10_000;

/**
 * Starts the development server and waits until it answers. It dies with this process, even on kill -9, and keeps its
 * state in `temporal.db`.
 *
 * @throws {TemporalServerDidNotStart} With the last words of the server's log.
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  await mkdir(options.stateDirectory, { recursive: true, mode: 0o700 });
  const mayMove = options.port === undefined || options.uiPort === undefined;
  for (let start = 1; ; start += 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      // Between finding a free port and the server's bind somebody else may take it.
      const mayHelp = error instanceof TemporalServerDidNotStart && error.endedByItself && mayMove;
      if (!mayHelp || start === startsTried) throw error;
    }
  }
}

async function startOnce(options: TemporalServerOptions): Promise<TemporalServer> {
  const port = options.port ?? (await freePort({ purpose: "the Temporal server" }));
  const uiHost = options.uiHost ?? host;
  const uiPort =
    options.uiPort ?? (await freePort({ purpose: "Temporal's own pages", host: uiHost, taken: new Set([port]) }));
  const logFile = join(options.stateDirectory, "temporal-server.log");
  const said = await listen(logFile);
  const child = await startSupervisedChild({
    command: options.cliPath,
    args: startDevArguments(options, port, { host: uiHost, port: uiPort }),
    logFile,
    // A server without a file has nothing to finish, and its polite end takes more than a second.
    stopSignal: options.isDurable === false ? "SIGKILL" : "SIGTERM",
    env: withoutTemporalSettings(options.env ?? process.env),
  });

  const address = `${host}:${port}`;
  const problem = await whyNotHealthy(port, child, said, options.healthyWithinMs ?? 30_000);
  if (problem !== null) {
    await child.stop();
    const words = await lastWords(logFile);
    if (isDamaged(words)) throw new TemporalStateDamaged(join(options.stateDirectory, "temporal.db"), words);
    const sentence = whatHelps(words, options) ?? `The Temporal server ${problem} ${words}`;
    throw new TemporalServerDidNotStart(sentence, problem === endedByItself);
  }
  return {
    address,
    uiAddress: `http://${uiHost}:${uiPort}`,
    namespace: options.namespace ?? "default",
    port,
    uiPort,
    pid: child.pid,
    supervisorPid: child.supervisorPid,
    exited: child.exited,
    stop: () => child.stop(),
    endByForce: () => child.endByForce(),
  };
}

/** No name that a web page could have; see the server's HTTP API in docs/decisions/0004. */
const nobody = "nobody.invalid";

function startDevArguments(
  options: TemporalServerOptions,
  port: number,
  ui: { readonly host: string; readonly port: number },
): string[] {
  const dynamicConfig = [
    // The server also speaks HTTP on a port of its own, where a web page's plain POST could end workflows. Nobody of
    // ours uses it, so it answers to no host; gRPC, which we use, and no browser can speak, goes on.
    `frontend.httpAllowedHosts=["${nobody}"]`,
    "matching.useNewMatcher=true",
    "matching.enableFairness=true",
    // The default of 20 a second for each shard makes every step of a workflow wait 40 ms; measured 450 → 73 ms for
    // five.
    "history.transferProcessorMaxPollRPS=1000",
    "history.timerProcessorMaxPollRPS=1000",
    ...(options.hasFastTimers === true ? ['history.timerProcessorMaxTimeShift="1ms"'] : []),
  ];
  return [
    "server",
    "start-dev",
    `--ip=${host}`,
    `--port=${port}`,
    `--ui-ip=${ui.host}`,
    `--ui-port=${ui.port}`,
    `--namespace=${options.namespace ?? "default"}`,
    "--log-level=error",
    ...(options.metricsPort === undefined ? [] : [`--metrics-port=${options.metricsPort}`]),
    ...(options.isDurable === false ? [] : durably(options.stateDirectory)),
    ...dynamicConfig.map((value) => `--dynamic-config-value=${value}`),
    ...Object.entries(options.searchAttributes ?? {}).map(([name, type]) => `--search-attribute=${name}=${type}`),
  ];
}

/** The CLI takes TEMPORAL_* as defaults of its own flags; a development server must not be bent by them. */
function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("TEMPORAL_")));
}

/**
 * Somebody else's server on this port answers too, while ours is about to die of the taken port, seconds later on a busy
 * machine. Ours says its address once the port is its own; a full disk swallows that, so patience will do as well.
 */
async function whyNotHealthy(
  port: number,
  child: SupervisedChild,
  said: () => Promise<string>,
  withinMs: number,
): Promise<string | null> {
  const address = `${host}:${port}`;
  const ended = child.exited.then(() => endedByItself);
  const itsAddress = new RegExp(`Server: +\\S+:${port}\\b`);
  const deadline = performance.now() + withinMs;
  let answersSince: number | null = null;
  while (performance.now() < deadline) {
    const outcome = await Promise.race([ended, isHealthy(address, port)]);
    if (typeof outcome === "string") return outcome;
    if (!outcome) answersSince = null;
    else {
      answersSince ??= performance.now();
      const isOurs = itsAddress.test(await said()) || performance.now() - answersSince > silentForMs;
      if (isOurs) return Promise.race([ended, wait(20, null)]);
    }
    await wait(20);
  }
  return `did not answer on ${address} within ${Math.round(withinMs / 1000)} seconds.`;
}

/** A gRPC channel that was refused once waits a second before it tries again, so the port is knocked at first. */
async function isHealthy(address: string, port: number): Promise<boolean> {
  return (await accepts(port)) && answers(address, 2_000);
}

/** For the ends whose way out we know. */
function whatHelps(words: string, { stateDirectory }: TemporalServerOptions): string | null {
  if (/database or disk is full|no space left/i.test(words))
    return `The disk of ${stateDirectory} is full. Free some space and start again.`;
  if (/permission denied|readonly database|unable to open database/.test(words)) {
    return `Temporal's state in ${stateDirectory} cannot be written. Give yourself the right to write there. ${words}`;
  }
  return null;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Answers with what the log says from now on. The log begins anew when it has grown too long. */
async function listen(logFile: string): Promise<() => Promise<string>> {
  const read = () => readFile(logFile).catch(() => Buffer.alloc(0));
  const { length } = await read();
  return async () => {
    const bytes = await read();
    return bytes.subarray(bytes.length < length ? 0 : length).toString();
  };
}

async function lastWords(logFile: string): Promise<string> {
  const text = await readFile(logFile, "utf8").catch(() => "");
  const lines = text.trim().split("\n").slice(-3).join(" ").slice(-400);
  return lines === "" ? `${dirname(logFile)} holds no log of it.` : `The end of ${logFile}: ${lines}`;
}

/**
 * A write-ahead log that is flushed at checkpoints: safe against kill -9, and whole after a power cut, at a fraction of
 * the wait for each step of a workflow.
 */
function durably(stateDirectory: string): readonly string[] {
  return [
    `--db-filename=${join(stateDirectory, "temporal.db")}`,
    "--sqlite-pragma=journal_mode=wal",
    "--sqlite-pragma=synchronous=normal",
  ];
}
