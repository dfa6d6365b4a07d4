import { readFileSync } from "node:fs";
import type { SecretReference } from "./config.ts";

/** A secret that is named in config and cannot be read. The message never holds a value. */
export class SecretMissing extends Error {
  override readonly name = "SecretMissing";
}

/**
 * Reads a secret where it is used, so that a renewed one holds at once.
 *
 * @throws {SecretMissing} When it is not there, is empty, or is more than one line.
 */
export function readSecret(reference: SecretReference, env: Readonly<Record<string, string | undefined>> = process.env): string {
  const [value, place] =
    "env" in reference
      ? [env[reference.env], `The environment variable ${reference.env}`]
      : [readText(reference.file), `The file ${reference.file}`];
  const secret = value?.trim() ?? "";
  if (secret === "")
    throw new SecretMissing(`${place} is ${value === undefined ? "not set" : "empty"}. Put the secret there and try again.`);
  // It would break a header in the middle, and the client's own error would quote it.
  if (/[\r\n\0]/.test(secret))
    throw new SecretMissing(`${place} holds more than one line. It has to hold the secret and nothing else.`);
  return secret;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SecretMissing(
      `The file ${path}, which should hold a secret, cannot be read (${code ?? "no reason given"}). Create it, or give yourself the right to read it.`,
    );
  }
}
