import type { ErrorClass } from "../domain/error-class.ts";
import { SecretMissing } from "./read-secret.ts";

/** What the operating system says of a file or a socket. */
const classOfCode: Readonly<Record<string, ErrorClass>> = {
  ENOSPC: "outage",
  EDQUOT: "outage",
  EMFILE: "outage",
  ENFILE: "outage",
  EIO: "outage",
  EBUSY: "outage",
  EAGAIN: "outage",
  ECONNREFUSED: "outage",
  ECONNRESET: "outage",
  ECONNABORTED: "outage",
  EPIPE: "outage",
  ETIMEDOUT: "outage",
  EHOSTUNREACH: "outage",
  EHOSTDOWN: "outage",
  ENETUNREACH: "outage",
  ENETDOWN: "outage",
  EAI_AGAIN: "outage",
  ENOTFOUND: "outage",
  EACCES: "refused",
  EPERM: "refused",
  EROFS: "refused",
  ENOENT: "refused",
};

/**
 * What an error of the config, a secret, a file or a socket means for the next attempt; null for one from elsewhere.
 */
export function classOfLocalError(error: unknown): ErrorClass | null {
  if (error instanceof SecretMissing) return "refused";
  if (error instanceof Error && error.name === "ConfigFaults") return "input";
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const found = classOfCode[String((at as NodeJS.ErrnoException).code)];
    if (found !== undefined) return found;
    if (at instanceof AggregateError && at.errors.length > 0) return classOfLocalError(at.errors[0]);
  }
  return null;
}
