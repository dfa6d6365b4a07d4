import { exitCodes, type ExitCode } from "./exit-codes.ts";

/** Runs a process of its own until it is stopped. Ctrl-C is its usual end, and scripts can tell it from SIGTERM. */
export async function untilStopped(run: () => Promise<void>): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok;
  process.once("SIGINT", () => {
    code = exitCodes.interrupted;
  });
  await run();
  return code;
}
