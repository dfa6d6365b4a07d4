import type { CliContext } from "./context.ts";
import type { Reach } from "./reach.ts";

/**
 * A Revwatch that runs with the last good config, while the files have faults.
 *
 * @throws The faults, where none runs or the error is another one.
 */
export async function askWithLastGood(context: CliContext, error: unknown): Promise<Reach> {
  if (!(error instanceof Error) || error.name !== "ConfigFaults") throw error;
  const [{ askOwner }, { findStateDirectory }] = await Promise.all([
    import("./ask-owner.ts"),
    import("../config/find-state-directory.ts"),
  ]);
  const owner = await askOwner(await findStateDirectory(context.directory));
  if (owner === null || !("call" in owner)) throw error;
  return owner;
}
