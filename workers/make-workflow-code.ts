import { writeFileSync } from "node:fs";
import { bundleWorkflowCode, DefaultLogger } from "@temporalio/worker";

/**
 * A program of its own: makes the workflows' one file of code of `workflowsPath` and writes it to `file`. What that takes
 * of memory ends with it, and the process that runs the workflows stays small.
 */
const [workflowsPath, file] = process.argv.slice(2) as [string, string];
const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger("WARN") });
writeFileSync(file, code, { mode: 0o600 });
