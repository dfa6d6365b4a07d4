import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { basename, dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

/** Fast rather than small: the database waits while it is packed. */
const level = 1;

/** Packs files and folders, each under its own name, into a `.tar.gz` that only this user can read. */
export async function packFiles(archive: string, paths: readonly string[]): Promise<void> {
  const tar = startTar(["-cf", "-", ...paths.flatMap((path) => ["-C", dirname(path), basename(path)])]);
  await Promise.all([
    pipeline(tar.child.stdout!, createGzip({ level }), createWriteStream(archive, { mode: 0o600, flush: true })),
    tar.ended,
  ]);
}

/** Unpacks a `.tar.gz` into a folder that exists. Names that lead out of the folder are refused by `tar` itself. */
export async function unpackFiles(archive: string, folder: string): Promise<void> {
  // Else it may be gone at the archive's own end, before it has taken the padding behind it.
  const tar = startTar(["-xf", "-", "-C", folder, "--no-same-owner", "--ignore-zeros"]);
  await Promise.all([pipeline(createReadStream(archive), createGunzip(), tar.child.stdin!), tar.ended]);
}

function startTar(args: readonly string[]) {
  const child = spawn("tar", args, { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said = `${said}${text}`.slice(-2_000)));
  if (args[0] === "-xf") child.stdout.resume();
  else child.stdin.end();
  const ended = Promise.race([
    once(child, "close").then(([code]) => {
      if (code !== 0) throw new Error(`tar ended with ${String(code)}: ${said.trim() || "it gave no reason"}`);
    }),
    once(child, "error").then(([error]) => {
      throw new Error("The command `tar` cannot be run, and backups are packed with it. Install it.", { cause: error });
    }),
  ]);
  return { child, ended };
}
