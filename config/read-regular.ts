import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** A file, or the sentence why it cannot be read: what it is, and the way out. */
export type RegularFile =
  | { readonly bytes: Buffer; readonly mode: number }
  | { readonly absent: boolean; readonly objection: string };

/**
 * Reads a regular file up to a size. A pipe, a socket or a device would be read without end, so the file is opened
 * without waiting, and looked at before a byte of it is read.
 */
export function readRegular(path: string, maxBytes: number): RegularFile {
  let handle: number | null = null;
  try {
    handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = fstatSync(handle);
    if (found.isDirectory()) return refuse("This is a folder, and it has to be a file.");
    if (!found.isFile()) return refuse("This is a pipe, a socket or a device. Replace it by a regular file.");
    if (found.size > maxBytes)
      return refuse(
        `The file is larger than ${saySize(maxBytes)}. Is it the right one? Remove what does not belong there.`,
      );
    return { bytes: readFileSync(handle), mode: found.mode };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { absent: code === "ENOENT" || code === "ENOTDIR", objection: sayCode(code) };
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

function refuse(objection: string): RegularFile {
  return { absent: false, objection };
}

function saySize(bytes: number): string {
  return bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes / 1_000} kB`;
}

function sayCode(code: string | undefined): string {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "There is no such file.";
    case "ELOOP":
      return "This link leads back to itself. Replace it by the file.";
    case "ENXIO":
      return "This is a pipe, a socket or a device. Replace it by a regular file.";
    case "ENAMETOOLONG":
      return "Its path is too long for this machine. Choose a shorter one.";
    case "ERR_INVALID_ARG_VALUE":
      return "Its path holds a NUL character. Correct it.";
    default:
      return `The file cannot be read (${code ?? "no reason given"}). Give yourself the right to read it.`;
  }
}
