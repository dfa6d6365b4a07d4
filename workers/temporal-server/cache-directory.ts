import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where downloads and builds that outlive a checkout are kept, outside the working tree, so that a fresh clone on the
 * same machine does not fetch them again. `REVWATCH_CACHE_DIR` names another place.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["REVWATCH_CACHE_DIR"];
  if (named) return named;
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "revwatch");
}
