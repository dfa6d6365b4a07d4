import { processIdentity } from "../../workers/state-directory/process-identity.ts";

/** Whether a process with this pid runs; a zombie does not. */
export function isRunning(pid: number): boolean {
  return processIdentity(pid) !== null;
}
