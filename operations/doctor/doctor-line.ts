/** One thing that the doctor looked at. */
export interface DoctorLine {
  /** What was looked at, such as "HubSpot northwind". */
  readonly what: string;
  readonly state: "ok" | "warn" | "fail";
  /** What was found. */
  readonly why: string;
  /** The way out; null where nothing has to be done. */
  readonly fix: string | null;
}

export const ok = (what: string, why: string): DoctorLine => ({ what, state: "ok", why, fix: null });
export const warn = (what: string, why: string, fix: string): DoctorLine => ({ what, state: "warn", why, fix });
export const fail = (what: string, why: string, fix: string): DoctorLine => ({ what, state: "fail", why, fix });

const patienceMs = 15_000;

/** Turns whatever an examination throws, or its silence, into a line of its own, so that the others go on. */
export async function examine(
  what: string,
  fix: string | ((error: unknown) => string),
  work: () => Promise<readonly DoctorLine[]>,
): Promise<readonly DoctorLine[]> {
  const fixOf = (error: unknown) => (typeof fix === "string" ? fix : fix(error));
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<readonly DoctorLine[]>((resolve) => {
    timer = setTimeout(() => resolve([fail(what, `No answer within ${patienceMs / 1_000} s.`, fixOf(null))]), patienceMs);
  });
  try {
    return await Promise.race([work(), silence]);
  } catch (error) {
    return [fail(what, error instanceof Error ? error.message : String(error), fixOf(error))];
  } finally {
    clearTimeout(timer);
  }
}
