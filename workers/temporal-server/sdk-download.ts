// Run as a program by download-temporal-cli.ts: `node sdk-download.ts <directory>`.
import { TestWorkflowEnvironment } from "@temporalio/testing";

const directory = process.argv[2];
if (directory === undefined) throw new Error("Name the directory to download into.");

try {
  // The SDK downloads only on the way to a start, so a server is started once and stopped.
  const environment = await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: "cached-download", downloadDir: directory } },
  });
  await environment.teardown();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
