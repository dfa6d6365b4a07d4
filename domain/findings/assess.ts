import type { PortalAccess } from "../access.ts";
import { asWrittenNow } from "../mirror/older-receipt.ts";
import { sayScan, type ScanReceipt, type ScanSubject } from "../mirror/scan.ts";
import type { CheckOutcomeStatus } from "../reporting/score.ts";

/** Whether one check can be judged in one run, and what its verdicts may do. */
export interface Assessment {
  readonly status: CheckOutcomeStatus;
  readonly reason: string | null;
  readonly remedy: string | null;
  /** False: nothing is evaluated, and every open finding of this check stays as it is. */
  readonly evaluates: boolean;
  readonly mayResolve: boolean;
}

/** With a larger share of unknown subjects than this, a check says too little of its subjects to count as assessed. */
export const tolerableUnknownShare = 0.05;

export function isTooMuchUnknown(unknown: number, all: number): boolean {
  return unknown > all * tolerableUnknownShare;
}

/**
 * Only a property of the client's own can be created; HubSpot's are hidden where a scope or a subscription is missing.
 */
const propertyRemedy =
  "Give the token the scope that covers it; only where it is a property of the client's own, create it. Or switch this check off for this client.";

const assessed: Assessment = { status: "assessed", reason: null, remedy: null, evaluates: true, mayResolve: true };

/**
 * Decides from the receipts of a run what may be said of one check.
 *
 * A check that counts (a measure, or inventory with records behind it) is not judged on half a count; a check of
 * single records is judged on those that were read, and may open findings with them but resolves none.
 */
export function assess(
  check: { readonly scans: readonly ScanSubject[]; readonly counts: boolean; readonly watchesAccess: boolean },
  receipts: readonly ScanReceipt[],
  access: PortalAccess,
  missingProperties: readonly string[],
): Assessment {
  if (check.watchesAccess) return assessed;
  if (access.state !== "granted") return notAssessed(access.reason ?? "HubSpot refuses our access.", access.remedy);
  if (missingProperties.length > 0) {
    const named = missingProperties.join(", ");
    return notAssessed(`This portal has no property ${named}.`, propertyRemedy);
  }
  const needed = check.scans.map((subject) => {
    const receipt = receipts.find((receipt) => receipt.subject === subject);
    return receipt === undefined ? neverRead(subject) : asWrittenNow(receipt);
  });
  const unreadable = needed.find(({ status }) => status === "unreadable");
  if (unreadable !== undefined) return notAssessed(unreadable.reason ?? "It could not be read.", remedyFor(unreadable));
  const partial = needed.find(({ status }) => status === "partial");
  if (partial !== undefined && check.counts)
    return notAssessed(
      `Only a part was read, and a share of a part says nothing: ${partial.reason ?? ""}`,
      remedyFor(partial),
    );
  const doubtful = partial ?? needed.find(({ status }) => status === "suspicious");
  if (doubtful === undefined) return assessed;
  const { reason } = doubtful;
  return { status: "partly-assessed", reason, remedy: remedyFor(doubtful), evaluates: true, mayResolve: false };
}

/** The same, where the judging itself left something out: failures stand, and nothing is resolved. */
export function inDoubt(assessment: Assessment, reason: string): Assessment {
  const remedy = "Correct the value in HubSpot; the next run counts it. If the check itself failed, tell us.";
  return { ...assessment, status: "partly-assessed", reason, remedy, mayResolve: false };
}

/** The same, where records are judged by this check for the first time, a part of them in each audit. */
export function stillJudging(assessment: Assessment): Assessment {
  if (assessment.status !== "assessed") return assessment;
  const reason = "It judges the records for the first time, a part of them in each audit.";
  return { ...assessment, status: "partly-assessed", reason, remedy: "Nothing: the next audits judge the others." };
}

/**
 * The same, where the judging left subjects unknown: their share is said, and above `tolerableUnknownShare` the check
 * is only partly assessed. Each subject stands for itself, so what was seen healthy still ends.
 */
export function withoutUnknown(
  assessment: Assessment,
  { unknown, all, of, reason = "no reason was given" }: UnknownSubjects,
): Assessment {
  if (assessment.status !== "assessed" || !isTooMuchUnknown(unknown, all)) return assessment;
  const said = `${unknown} of ${all} ${of.replaceAll("-", " ")}s could not be judged. The first: ${reason}.`;
  return {
    ...assessment,
    status: "partly-assessed",
    reason: said,
    remedy: "Correct the values in HubSpot; the next run judges them.",
  };
}

export interface UnknownSubjects {
  readonly unknown: number;
  /** Those that were judged and the unknown ones. */
  readonly all: number;
  /** What they are, such as "deal". */
  readonly of: string;
  /** Why the first of them is unknown. */
  readonly reason?: string | undefined;
}

/** What gives a token any of these scopes: another token, or for an OAuth app another consent. */
export function scopeRemedy(scopes: readonly string[]): string {
  const named = scopes.length === 0 ? "the scope" : `the scope ${scopes.join(" or ")}`;
  return `Add ${named} to the app in HubSpot and use its new token; an OAuth app is installed in the portal once more.`;
}

function notAssessed(reason: string, remedy: string | null): Assessment {
  return { status: "not-assessed", reason, remedy, evaluates: false, mayResolve: false };
}

function neverRead(subject: ScanSubject): ScanReceipt {
  const all = sayScan(subject);
  return { subject, status: "unreadable", reason: `The ${all} were not read in this run.`, records: 0 };
}

function remedyFor({ scopes = [], status, isBehind, awaits }: ScanReceipt): string {
  if (awaits !== undefined && status === "unreadable")
    return "Nothing: each audit reads a part. To have it sooner, raise `hubspot.backgroundPercent`.";
  if (isBehind === true) return "Nothing: HubSpot's search catches up by itself, and the next runs read what it shows.";
  if (scopes.length > 0) return scopeRemedy(scopes);
  if (status === "suspicious") return "Look in HubSpot whether they are really gone, before you confirm it.";
  return "The next run reads it again. If it stays, run `revwatch doctor`.";
}
