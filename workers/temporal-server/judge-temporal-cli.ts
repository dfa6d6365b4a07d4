import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { oldestServer } from "./pinned-versions.ts";

export type CliJudgement =
  | { readonly usable: true; readonly serverVersion: string }
  | { readonly usable: false; readonly because: string };

const run = promisify(execFile);

/**
 * Asks a binary for its version and judges it by the server inside: a build from source calls itself "0.0.0-DEV",
 * so the CLI's own version says nothing.
 */
export async function judgeTemporalCli(path: string): Promise<CliJudgement> {
  let printed: string;
  try {
    const { stdout } = await run(path, ["--version"], { timeout: 15_000, windowsHide: true });
    printed = stdout.trim();
  } catch (error) {
    return { usable: false, because: whyItDidNotRun(path, error) };
  }

  const server = /\(Server (\d+)\.(\d+)\.(\d+)/.exec(printed);
  if (!server)
    return { usable: false, because: `${path} is not a Temporal CLI: its --version prints "${firstLine(printed)}".` };

  const [major, minor, patch] = [Number(server[1]), Number(server[2]), Number(server[3])];
  const serverVersion = `${major}.${minor}.${patch}`;
  if (major < oldestServer.major || (major === oldestServer.major && minor < oldestServer.minor)) {
    const needed = `${oldestServer.major}.${oldestServer.minor}`;
    return {
      usable: false,
      because: `${path} carries Temporal server ${serverVersion}; ${needed} or newer is needed.`,
    };
  }
  return { usable: true, serverVersion };
}

function whyItDidNotRun(path: string, error: unknown): string {
  const { code, killed } = error as { code?: unknown; killed?: boolean };
  if (killed === true) return `${path} did not answer --version within 15 seconds.`;
  if (code === "ENOENT") return `${path} does not exist.`;
  if (code === "EACCES") return `${path} may not be executed.`;
  return `${path} --version failed (${typeof code === "number" ? `exit code ${code}` : String(code ?? error)}).`;
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").slice(0, 80);
}
