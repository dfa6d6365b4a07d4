import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { KyselyPlugin, RootOperationNode } from "kysely";
import { fullBelowBytes, judgeDisk } from "../../domain/watch/disk.ts";

/** The disk of the embedded database has no room. Nothing was written, and what was stored is whole. */
export class DiskFull extends Error {
  override readonly name = "DiskFull";
  /** As PostgreSQL itself says it, so that it is judged alike. */
  readonly code = "53100";
  readonly severity = "ERROR";
}

/**
 * Refuses what writes while the disk has less room than the next segment of the log needs; reads go on. PGlite that is
 * refused a segment never comes back from the next statement, and the whole process with it.
 *
 * @param freeBytes - Asked before each writing statement; it costs some microseconds.
 */
export function refuseWhenFull(
  folder: string,
  freeBytes: () => number | null = () => freeBytesAt(folder),
): KyselyPlugin {
  return {
    transformQuery({ node }) {
      if (writes(node)) requireRoom(folder, freeBytes());
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

/** @throws {DiskFull} When the disk has no room for a database to be opened: it writes as it opens. */
export function requireRoom(folder: string, free: number | null = freeBytesAt(folder)): void {
  if (free === null || free >= fullBelowBytes) return;
  const facts = { directory: dirname(folder), freeBytes: free, logLinesDropped: 0, isRefusing: false };
  throw new DiskFull(judgeDisk(facts).sentence!);
}

function freeBytesAt(folder: string): number | null {
  // A database that is to begin has no folder yet; the one around it is on the same disk.
  for (const place of [folder, dirname(folder)]) {
    try {
      const { bavail, bsize } = statfsSync(place);
      return bavail * bsize;
    } catch {
      // The statement itself will say what is wrong.
    }
  }
  return null;
}

const reading = /^\s*(?:select|with|show|explain|begin|start|commit|rollback|savepoint|release|set)\b/i;

function writes(node: RootOperationNode): boolean {
  if (node.kind === "RawNode")
    return !reading.test(node.sqlFragments.join("?")) || writesInside(node.sqlFragments.join("?"));
  if (node.kind !== "SelectQueryNode") return true;
  return (node.with?.expressions ?? []).some(({ expression }) => expression.kind !== "SelectQueryNode");
}

/** Begins like a reading statement and writes in its middle. Locks of `for update` take no room worth the name. */
function writesInside(text: string): boolean {
  return /\b(?:insert\s+into|(?<!for\s+)update\s+\w+|delete\s+from)\b/i.test(text);
}
