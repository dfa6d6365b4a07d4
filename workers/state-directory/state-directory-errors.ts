import type { RunRecord } from "./run-record.ts";

/** Another process owns the state directory. A second start ends with this exit code. */
export const exitCodeInUse = 75;

/** Somebody else holds the lock; nothing is wrong with the directory. */
export class StateDirectoryInUse extends Error {
  override readonly name = "StateDirectoryInUse";
  readonly exitCode = exitCodeInUse;
  readonly ownerPid: number | null;
  readonly dashboardUrl: string | null;

  constructor(path: string, owner: RunRecord | null) {
    super(inUseMessage(path, owner));
    this.ownerPid = owner?.owner.pid ?? null;
    this.dashboardUrl = owner?.dashboardUrl ?? null;
  }
}

function inUseMessage(path: string, owner: RunRecord | null): string {
  const who = owner === null ? "Revwatch" : `Revwatch (process ${owner.owner.pid})`;
  const where = owner?.dashboardUrl ? `, with its dashboard at ${owner.dashboardUrl}` : "";
  return `${who} already runs with the state directory ${path}${where}. Use that one, or stop it first.`;
}

/** The directory cannot hold our state; the message says why and what would help. */
export class StateDirectoryUnusable extends Error {
  override readonly name = "StateDirectoryUnusable";
}

/** The one sentence for what the file system answered. */
export function unusable(path: string, cause: unknown): StateDirectoryUnusable {
  return new StateDirectoryUnusable(sentence(path, cause), { cause });
}

function sentence(path: string, cause: unknown): string {
  const { code, errcode } = cause as { code?: unknown; errcode?: unknown };
  const sqlite = typeof errcode === "number" ? errcode & 0xff : undefined;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS" || sqlite === 8 || sqlite === 14) {
    return `The state directory ${path} cannot be written. Give yourself the right to write there, or choose another place for it.`;
  }
  if (code === "ENOSPC" || code === "EDQUOT" || sqlite === 13) {
    return `There is no room left on the disk of the state directory ${path}. Free some space, or choose another place for it.`;
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    return `The state directory ${path} cannot be created because a file is in the way. Move that file, or choose another place.`;
  }
  if (code === "ENAMETOOLONG") return `The path of the state directory is too long: ${path}. Choose a shorter one.`;
  return `The state directory ${path} cannot be used (${cause instanceof Error ? cause.message : String(cause)}). Choose another place for it.`;
}
