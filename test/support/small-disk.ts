import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MissingService } from "./services.ts";

/** A file system of its own, in memory, that can be filled. */
export interface SmallDisk {
  readonly path: string;
  /** Leaves so many bytes free. */
  fill(leaveBytes?: number): void;
  /** Gives back what `fill` took. */
  empty(): void;
  remove(): void;
}

/** Why no small disk can be had here; null when it can. */
export function noSmallDisk(): MissingService | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return {
      reason: "only root on Linux can mount a small disk",
      remedy: "run the tests as root on Linux, in a container for example",
    };
  try {
    smallDisk(1).remove();
    return null;
  } catch {
    return {
      reason: "this container may not mount a small disk",
      remedy: "give it CAP_SYS_ADMIN (docker run --cap-add SYS_ADMIN)",
    };
  }
}

export function smallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), "revwatch-test-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0777`, "tmpfs", path], { stdio: "ignore" });
  const ballast = join(path, "ballast");
  return {
    path,
    fill(leaveBytes = 0) {
      const { bavail, bsize } = statfsSync(path);
      try {
        writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
      } catch (error) {
        // Others write meanwhile, so that the last bytes may be theirs.
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    remove() {
      if (!existsSync(path)) return;
      execFileSync("umount", ["-l", path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
