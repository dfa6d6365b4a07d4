import { releaseMirror, renewLease, type MirrorLease } from "../../../storage/mirror-lease.ts";
import type { CopyTools } from "./copy-records.ts";

const beatEveryMs = 5_000;

/** Holds a lease for as long as the work takes. */
export async function renewing<Result>(
  { db, beat }: Pick<CopyTools, "db" | "beat">,
  lease: MirrorLease,
  work: () => Promise<Result>,
): Promise<Result> {
  let renewal: Promise<unknown> = Promise.resolve();
  const beating = setInterval(() => {
    beat?.();
    // A page may have to wait for its turn for longer than a lease lasts. A renewal that fails is tried again at the
    // next beat, and a lease that was lost meanwhile is noticed by the next page that is stored.
    renewal = renewLease(db, lease).catch(() => undefined);
  }, beatEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    await renewal;
    await releaseMirror(db, lease);
  }
}
