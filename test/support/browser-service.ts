import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { ProvidedContext } from "vitest";
import type { ServiceOutcome } from "./service-outcome.ts";

const programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const onMac = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A Chromium that is installed: `CHROMIUM_PATH`, or one of the usual names. None is ever downloaded. */
export function browserService(
  env: NodeJS.ProcessEnv = process.env,
): ServiceOutcome<NonNullable<ProvidedContext["browser"]>> {
  const folders = [...(env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== ""), "/usr/bin"];
  const usual = [...programs.flatMap((program) => folders.map((folder) => join(folder, program))), ...onMac];
  const named = env["CHROMIUM_PATH"];
  const executablePath = (named ? [named] : usual).find((path) => existsSync(path));
  if (executablePath !== undefined) return { value: { executablePath } };

  const reason = named ? `no file ${named}, which CHROMIUM_PATH names` : "no Chromium on this machine";
  return { missing: { reason, remedy: "apt-get install chromium; or name a Chromium or Chrome in CHROMIUM_PATH" } };
}
