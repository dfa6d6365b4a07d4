import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pinnedCliVersion } from "./pinned-versions.ts";

export const cliFileName = process.platform === "win32" ? "temporal.exe" : "temporal";

/** Where the pinned build lies, once it is there. */
export function builtCliPath(cache: string): string {
  return join(cache, "temporal-cli", pinnedCliVersion, cliFileName);
}

/** The SDK decides which CLI it downloads, so its downloads are kept by the SDK's version. */
export function sdkDownloadDirectory(cache: string): string {
  const { version } = createRequire(import.meta.url)("@temporalio/testing/package.json") as { version: string };
  return join(cache, "temporal-cli", `sdk-${version}`);
}

/** The SDK names its download as it likes; the folder is ours, so whatever lies in it and is whole is the CLI. */
export async function sdkDownloadedCli(cache: string): Promise<string | null> {
  const directory = sdkDownloadDirectory(cache);
  const names = await readdir(directory).catch(() => []);
  const name = names.find((candidate) => candidate.startsWith("temporal") && !candidate.endsWith("downloading"));
  return name === undefined ? null : join(directory, name);
}
