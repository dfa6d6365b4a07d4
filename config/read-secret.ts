import type { SecretReference } from "./config.ts";
import { cut } from "./cut.ts";
import { readRegular } from "./read-regular.ts";

/** A secret that is named in config and cannot be read. The message never holds a value. */
export class SecretMissing extends Error {
  override readonly name = "SecretMissing";
  /** The environment variable that should hold it; null when a file should. */
  readonly variable: string | null;
  constructor(message: string, variable: string | null) {
    super(message);
    this.variable = variable;
  }
}

/**
 * Reads a secret where it is used, so that a renewed one holds at once.
 *
 * @throws {SecretMissing} When it is not there, is empty, or is more than one line.
 */
export function readSecret(
  reference: SecretReference,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const variable = "env" in reference ? reference.env : null;
  const [value, place] =
    "env" in reference
      ? [env[reference.env], `The environment variable ${reference.env}`]
      : [readText(reference.file), `The file ${reference.file}`];
  // Editors add a line break at the end, and some a mark at the beginning.
  const secret = value?.replace(/^\uFEFF/, "").trim() ?? "";
  if (secret === "")
    throw new SecretMissing(
      `${place} is ${value === undefined ? "not set" : "empty"}. Put the secret there and try again.`,
      variable,
    );
  // It would break a header in the middle, and the client's own error would quote it.
  if (/[\r\n]/.test(secret))
    throw new SecretMissing(`${place} holds more than one line. It has to hold the secret and nothing else.`, variable);
  if (/\p{Cc}/u.test(secret))
    throw new SecretMissing(
      `${place} holds a character that no secret has. Copy the secret there once more.`,
      variable,
    );
  if (secret.length > longestSecret)
    throw new SecretMissing(
      `${place} holds ${secret.length} characters. It has to hold the secret and nothing else.`,
      variable,
    );
  return secret;
}

const longestSecret = 10_000;
const maxBytes = 100_000;

function readText(path: string): string {
  const file = readRegular(path, maxBytes);
  if ("bytes" in file) return file.bytes.toString("utf8");
  throw new SecretMissing(
    `The file ${cut(path)}, which should hold a secret, cannot be used. ${file.absent ? "There is no such file: create it." : file.objection}`,
    null,
  );
}

/**
 * Whether others on this machine can read the file of a secret; false for a variable, and for a file that is not there.
 */
export function isReadByOthers(reference: SecretReference): boolean {
  if (!("file" in reference)) return false;
  const file = readRegular(reference.file, maxBytes);
  return "bytes" in file && (file.mode & 0o077) !== 0;
}
