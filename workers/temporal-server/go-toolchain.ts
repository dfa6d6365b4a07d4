import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { oldestGo } from "./pinned-versions.ts";

const run = promisify(execFile);

/** The sentence that says why this machine's Go cannot build the CLI, or null when it can. */
export async function whyGoCannotBuild(env: NodeJS.ProcessEnv): Promise<string | null> {
  const needed = `${oldestGo.major}.${oldestGo.minor}`;
  let printed: string;
  try {
    // GOTOOLCHAIN=local asks the Go that is installed, and not one that it would fetch for the module around us.
    const { stdout } = await run("go", ["version"], {
      env: { ...env, GOTOOLCHAIN: "local" },
      timeout: 15_000,
      windowsHide: true,
    });
    printed = stdout;
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return missing ? "no go on the PATH." : "go version failed.";
  }

  const version = /\bgo(\d+)\.(\d+)/.exec(printed);
  if (!version) return `go version answered "${printed.trim().slice(0, 80)}".`;
  const [major, minor] = [Number(version[1]), Number(version[2])];
  const isTooOld = major < oldestGo.major || (major === oldestGo.major && minor < oldestGo.minor);
  return isTooOld ? `Go ${major}.${minor} is too old; ${needed} or newer is needed.` : null;
}

/**
 * Go's environment for one build that leaves nothing behind outside `scratch` and is not bent by the user's own
 * settings.
 */
export function goBuildEnvironment(env: NodeJS.ProcessEnv, scratch: string): NodeJS.ProcessEnv {
  const { GOOS: _os, GOARCH: _arch, ...rest } = env;
  return {
    ...rest,
    GOPATH: `${scratch}/path`,
    GOMODCACHE: `${scratch}/path/pkg/mod`,
    GOCACHE: `${scratch}/cache`,
    GOTMPDIR: scratch,
    GOBIN: `${scratch}/bin`,
    // Go makes its module cache read-only, and what is read-only cannot be removed.
    GOFLAGS: "-modcacherw",
    GO111MODULE: "on",
    GOWORK: "off",
    GOTOOLCHAIN: "auto",
    // Nothing in it needs C, and a machine without a whole C compiler would fail after minutes.
    CGO_ENABLED: "0",
  };
}
