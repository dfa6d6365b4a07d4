import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProvidedContext } from "vitest";
import { findTemporalCli, type TemporalCli } from "../../workers/temporal-server/find-temporal-cli.ts";
import { startTemporalServer } from "../../workers/temporal-server/start-temporal-server.ts";
import { TemporalServerNotFound } from "../../workers/temporal-server/temporal-server-not-found.ts";
import { workflowBundle } from "../../workers/workflow-bundle.ts";
import type { ServiceOutcome } from "./service-outcome.ts";

const workflowsPath = fileURLToPath(new URL("../../workflows/index.ts", import.meta.url));

/** One server for the whole run, with timers that fire within a millisecond, and the workflows bundled once. */
export async function temporalService(
  isRequired: boolean,
): Promise<ServiceOutcome<NonNullable<ProvidedContext["temporal"]>>> {
  let cli: TemporalCli;
  try {
    cli = await findTemporalCli({
      mayPrepare: isRequired,
      onProgress: ({ detail, elapsedSeconds }) => tell(detail, elapsedSeconds),
    });
  } catch (error) {
    if (!(error instanceof TemporalServerNotFound)) throw error;
    const reason = "no Temporal server on this machine";
    const remedy = "npm start prepares one; or put the Temporal CLI on the PATH, or name it in TEMPORAL_CLI";
    return { missing: { reason, remedy: isRequired ? `${remedy}\n${error.message}` : remedy } };
  }

  const scratch = await mkdtemp(join(tmpdir(), "revwatch-test-temporal-"));
  const [server, bundle] = await Promise.all([
    startTemporalServer({ cliPath: cli.path, stateDirectory: scratch, isDurable: false, hasFastTimers: true }),
    bundleWorkflows(scratch),
  ]);
  return {
    value: { address: server.address, uiAddress: server.uiAddress, cliPath: cli.path, bundle },
    async stop() {
      await server.stop();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

async function bundleWorkflows(scratch: string): Promise<string | undefined> {
  if (!existsSync(workflowsPath)) return undefined;
  const { code } = await workflowBundle();
  const bundle = join(scratch, "workflows.js");
  await writeFile(bundle, code);
  return bundle;
}

function tell(detail: string, elapsedSeconds: number): void {
  if (elapsedSeconds % 10 === 0)
    process.stderr.write(`Preparing the Temporal server, ${elapsedSeconds} s: ${detail}\n`);
}
