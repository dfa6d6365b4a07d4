import { execFileSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

/** Such as "2 × Some CPU, 24 GiB, Node 24.21.0". */
export function machineLine(): string {
  return `${cpus().length} × ${cpus()[0]?.model ?? "unknown CPU"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
}

/** The commit that was measured; null outside a git checkout. */
export function commit(): string | null {
  try {
    const options = { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8", stdio: "pipe" } as const;
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], options).trim();
  } catch {
    return null;
  }
}
