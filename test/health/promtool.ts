import { spawnSync } from "node:child_process";
import type { MissingService } from "../support/services.ts";

/** Runs promtool, which comes with Prometheus. `status` is null where there is none. */
export function promtool(
  args: readonly string[],
  input = "",
): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync("promtool", args, { input, encoding: "utf8" });
  return { status, said: `${stdout ?? ""}${stderr ?? ""}` };
}

/** Why promtool cannot be asked here; null when it can. */
export const withoutPromtool: MissingService | null =
  promtool(["--version"]).status === 0
    ? null
    : {
        reason: "no promtool on this machine",
        remedy: "apt-get install prometheus; elsewhere promtool from prometheus.io/download on the PATH",
      };
