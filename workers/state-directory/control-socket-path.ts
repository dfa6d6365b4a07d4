import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The kernel keeps a socket's path in a fixed field: 104 bytes on macOS, 108 on Linux. */
const longestSocketPath = 100;

/** Inside the state directory if its path is short enough; else in a private folder of the runtime directory. */
export async function controlSocketPath(stateDirectory: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const inside = join(stateDirectory, "control.sock");
  if (Buffer.byteLength(inside) < longestSocketPath) return inside;
  // mkdtemp gives the folder mode 0700, so nobody else reaches the socket in it.
  return join(await mkdtemp(join(env["XDG_RUNTIME_DIR"] || tmpdir(), "revwatch-")), "control.sock");
}
