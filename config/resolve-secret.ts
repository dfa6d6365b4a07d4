import { resolve } from "node:path";
import type { SecretReference } from "./config.ts";

/** A file's path becomes absolute, so that whoever reads the secret need not know the config's folder. */
export function resolveSecret(reference: SecretReference, directory: string): SecretReference {
  return "file" in reference ? { file: resolve(directory, reference.file) } : { env: reference.env };
}
