import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { PortalAdmin } from "../../simulators/client.ts";
import type { Task } from "../peers/task.ts";
import type { Digests } from "./digests.ts";
import { watchOtherWork } from "./other-work.ts";
import type { Participant } from "./participants.ts";
import { treeUse, type TreeUse } from "./process-tree.ts";
import { grant } from "./simulator.ts";

/** One run of one participant. */
export interface Measured {
  readonly records: number;
  readonly seconds: number;
  readonly use: TreeUse | null;
  /** As the simulator counted them. */
  readonly requests: number;
  readonly refused: number;
  /** The most within any ten seconds. */
  readonly peakPer10s: number;
  /** Of the machine's CPU time meanwhile, how much other programs took. */
  readonly othersPercent: number | null;
  /** Null when it has every record as it is in the portal. Else nothing that it measured counts. */
  readonly fault: string | null;
}

export interface Assignment {
  readonly portal: PortalAdmin;
  readonly reads: Task["reads"];
  readonly folder: string;
  readonly postgres: string | null;
  /** Only for a look at where the time goes; adds options to node. */
  readonly nodeOptions?: readonly string[];
}

/** Lets a participant read a portal, and tells what that took by the reckoning of the simulator and of the system. */
export async function measure(participant: Participant, assignment: Assignment): Promise<Measured> {
  const { portal, reads, folder, postgres, nodeOptions = [] } = assignment;
  const task: Task = { address: portal.address, token: await grant(portal), reads, postgres, folder };
  const expected = await Promise.all(reads.map(({ type, properties }) => expectedDigest(portal, type, properties)));
  const records = expected.reduce((sum, digest) => sum + countIn(digest), 0);
  await portal.clearRequests();

  const othersPercent = watchOtherWork();
  const errors = join(await mkdtemp(join(folder, "log-")), "stderr");
  const errorFile = openSync(errors, "w");
  const [program, ...args] = participant.command;
  const child = spawn(program!, [...nodeOptions, ...args, JSON.stringify(task)], {
    stdio: ["pipe", "pipe", errorFile],
  });
  closeSync(errorFile);
  const exited = once(child, "close");
  const lines = createInterface({ input: child.stdout! });
  let doneMs: number | null = null;
  let use: TreeUse | null = null;
  let said: Digests = [];
  let others: number | null = null;
  lines.on("line", (line) => {
    const message = JSON.parse(line) as { readonly doneMs?: number; readonly digests?: Digests };
    if (message.digests !== undefined) said = message.digests;
    if (message.doneMs === undefined) return;
    doneMs = message.doneMs;
    use = treeUse(child.pid!);
    others = othersPercent();
    child.stdin!.end();
  });
  const stop = () => child.kill("SIGKILL");
  process.once("exit", stop);
  await exited;
  process.removeListener("exit", stop);
  const witness = { ...(await witnessOf(portal)), othersPercent: others };
  if (doneMs === null || child.exitCode !== 0)
    return { records, seconds: 0, use, ...witness, fault: `failed: ${lastLine(readFileSync(errors, "utf8"))}` };

  const found = participant.digests === null ? said : await participant.digests(task);
  return { records, seconds: doneMs / 1000, use, ...witness, fault: faultOf(expected, found) };
}

async function witnessOf(portal: PortalAdmin): Promise<Pick<Measured, "requests" | "refused" | "peakPer10s">> {
  const counts = await portal.requestCounts();
  const peaks = await portal.requestPeaks();
  return {
    requests: counts.reduce((sum, { count }) => sum + count, 0),
    refused: counts.reduce((sum, { status, count }) => sum + (status === 429 ? count : 0), 0),
    peakPer10s: Math.max(
      0,
      ...peaks.filter(({ bucket }) => bucket === "general").map(({ maxWithRefused }) => maxWithRefused),
    ),
  };
}

const digests = new Map<string, Promise<string>>();

function expectedDigest(portal: PortalAdmin, type: Task["reads"][number]["type"], properties: readonly string[]) {
  const key = `${portal.portalId} ${type}`;
  const known = digests.get(key) ?? portal.checksum(type, properties);
  digests.set(key, known);
  return known;
}

/** After the portal has changed. */
export function forgetExpected(portal: PortalAdmin): void {
  for (const key of digests.keys()) if (key.startsWith(`${portal.portalId} `)) digests.delete(key);
}

const countIn = (digest: string): number => Number(digest.split("-")[0]);

function faultOf(expected: Digests, found: Digests): string | null {
  const wrong = expected.findIndex((digest, index) => digest !== found[index]);
  if (wrong === -1) return null;
  const missing = expected.reduce((sum, digest, index) => sum + countIn(digest) - countIn(found[index] ?? "0-"), 0);
  if (missing > 0) return `incomplete: ${missing} missing`;
  return missing < 0 ? `wrong: ${-missing} too many` : "wrong: as many records, but not the same";
}

function lastLine(text: string): string {
  return (
    text
      .split("\n")
      .findLast((line) => line.trim() !== "")
      ?.trim()
      .slice(0, 300) ?? "it said nothing"
  );
}
