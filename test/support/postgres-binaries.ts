import { execFileSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A folder that holds both `initdb` and `postgres`: on the PATH, or where Debian keeps them, newest first. */
export function postgresBinaries(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const version = (folder: string) => Number(/postgresql\/(\d+)/.exec(folder)?.[1] ?? 0);
  const debian = globSync("/usr/lib/postgresql/*/bin").sort((one, other) => version(other) - version(one));
  const folders = [...(env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== ""), ...debian];
  return folders.find((folder) => ["initdb", "postgres"].every((program) => existsSync(join(folder, program))));
}

/** PostgreSQL refuses to run as root, so root lends it another account. Nothing when we are not root. */
export function postgresAccount(): { readonly uid: number; readonly gid: number } | Record<never, never> {
  if (process.getuid?.() !== 0) return {};
  const account = ["postgres", "nobody"].find(exists) ?? "nobody";
  return { uid: idOf("-u", account), gid: idOf("-g", account) };
}

function exists(account: string): boolean {
  try {
    idOf("-u", account);
    return true;
  } catch {
    return false;
  }
}

function idOf(flag: "-u" | "-g", account: string): number {
  return Number(execFileSync("id", [flag, account], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}
