// Makes sure that a Temporal server can be started on this machine, and says how long it takes.
import { findTemporalCli } from "../workers/temporal-server/find-temporal-cli.ts";
import type { TemporalCliProgress } from "../workers/temporal-server/progress.ts";

const secondsBetweenLines = 15;
let lastTold = "";

function tell({ step, elapsedSeconds, estimateSeconds, detail }: TemporalCliProgress): void {
  const slot = `${step}/${Math.floor(elapsedSeconds / secondsBetweenLines)}`;
  if (slot === lastTold) return; // a log keeps every line, so it gets few
  lastTold = slot;
  const expected = estimateSeconds === undefined ? "" : ` of about ${estimateSeconds}`;
  console.error(`Preparing the Temporal server, ${elapsedSeconds}${expected} s: ${detail}`);
}

const stopping = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());

try {
  const { path, origin, serverVersion } = await findTemporalCli({ onProgress: tell, signal: stopping.signal });
  console.error(`Temporal server ${serverVersion} is ready (${origin}: ${path}).`);
} catch (error) {
  console.error(stopping.signal.aborted ? "Stopped." : error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
