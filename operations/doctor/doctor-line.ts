import { SecretMissing } from "../../config/read-secret.ts";

/** One thing that the doctor looked at. */
export interface DoctorLine {
  /** What was looked at, such as "HubSpot northwind". */
  readonly what: string;
  /** `unknown`: it could not be asked, so nothing is said of it, least of all that it is well. */
  readonly state: "ok" | "warn" | "fail" | "unknown";
  /** What was found. */
  readonly why: string;
  /** The way out; null where nothing has to be done. */
  readonly fix: string | null;
}

export const ok = (what: string, why: string): DoctorLine => ({ what, state: "ok", why, fix: null });
export const warn = (what: string, why: string, fix: string): DoctorLine => ({ what, state: "warn", why, fix });
export const fail = (what: string, why: string, fix: string): DoctorLine => ({ what, state: "fail", why, fix });
export const unknown = (what: string, why: string, fix: string): DoctorLine => ({ what, state: "unknown", why, fix });

/** Short enough that a machine without a network has its answer within ten seconds. */
const patienceMs = 8_000;

/** Turns whatever an examination throws, or its silence, into a line of its own, so that the others go on. */
export async function examine(
  what: string,
  fix: string | ((error: unknown) => string),
  work: () => Promise<readonly DoctorLine[]>,
): Promise<readonly DoctorLine[]> {
  const fixOf = (error: unknown) => (typeof fix === "string" ? fix : fix(error));
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<readonly DoctorLine[]>((resolve) => {
    timer = setTimeout(
      () => resolve([fail(what, `No answer within ${patienceMs / 1_000} s.`, fixOf(null))]),
      patienceMs,
    );
  });
  try {
    return await Promise.race([work(), silence]);
  } catch (error) {
    return [fail(what, error instanceof Error ? error.message : String(error), fixOf(error))];
  } finally {
    clearTimeout(timer);
  }
}

/** The way out where a secret is missing: its error names the place; every other error has a way out of its own. */
export function unlessSecret(error: unknown, otherwise: string): string {
  if (!(error instanceof SecretMissing)) return otherwise;
  return error.variable === null ? "Write the secret into that file." : `Set ${error.variable} in .env.`;
}
