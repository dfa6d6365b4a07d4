import { granted, type PortalAccess } from "../../domain/access.ts";
import { endOfDay } from "../../domain/time/end-of-day.ts";
import { SecretMissing } from "../../config/read-secret.ts";
import {
  HubSpotError,
  HubSpotMigrating,
  HubSpotRateLimited,
  HubSpotUnauthorized,
  HubSpotForbidden,
} from "../../connectors/hubspot/errors.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { scopeRemedy } from "../../domain/findings/assess.ts";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";

export interface AccessAnswer {
  readonly access: PortalAccess;
  /** Of the portal that answered; null when none did. */
  readonly portal: { readonly uiDomain: string; readonly timeZone: string } | null;
}

export interface AccessQuestion {
  /** The portal that the config names. */
  readonly portalId: string;
  /** In which the portal's day of API calls ends. */
  readonly timeZone: string;
  readonly now: Date;
}

/**
 * Asks whether the token opens the portal that the config names, before anything else is read.
 *
 * Lasting refusals come back as a value with a reason and a remedy.
 *
 * @throws {HubSpotError} For an outage or a short wait, which trying again may mend, unless `isLast`.
 */
export async function askAccess(
  portal: HubSpotPortal,
  question: AccessQuestion,
  isLast: boolean,
): Promise<AccessAnswer> {
  try {
    const details = await portal.accountDetails();
    if (details.portalId !== question.portalId) {
      const reason = `The token opens portal ${details.portalId}, but this client's portal is ${question.portalId}. Nothing was read.`;
      return refused(
        "wrong-portal",
        reason,
        "Use a token of the client's own portal, or correct `portalId` in the client's file.",
      );
    }
    const wrongClock = faultOfClock(portal.clockAheadMs());
    return wrongClock === null ? { access: granted, portal: details } : { access: wrongClock, portal: null };
  } catch (error) {
    const access = refusalOf(error, question);
    if (access !== null) return { access, portal: null };
    if (error instanceof HubSpotForbidden) return refused("token-refused", error.reason, scopeRemedy(error.scopes));
    if (isLast && error instanceof HubSpotError)
      return refused(
        "unreachable",
        error.message,
        "Check https://status.hubspot.com and the network; the next run tries again.",
      );
    throw error;
  }
}

/**
 * A machine is seldom off by more than a second; by so much, every waiting time and every "changed since" would be
 * wrong.
 */
const toleratedMs = 10 * 60_000;

/** What HubSpot's own clock says of ours; null when they agree well enough. */
function faultOfClock(aheadMs: number | null): PortalAccess | null {
  if (aheadMs === null || Math.abs(aheadMs) <= toleratedMs) return null;
  const off = `${Math.round(Math.abs(aheadMs) / 60_000)} min ${aheadMs > 0 ? "ahead of" : "behind"}`;
  return state(
    "unreachable",
    `The clock of the machine that runs Revwatch is ${off} HubSpot's, so nothing was read: every waiting time would be wrong.`,
    "Set the machine's clock and let NTP keep it (`timedatectl set-ntp true`). The next run goes on by itself.",
  );
}

/** What an error says of our access to the portal as a whole; null when it says nothing of that. */
export function refusalOf(
  error: unknown,
  { now, timeZone }: Pick<AccessQuestion, "now" | "timeZone">,
): PortalAccess | null {
  if (error instanceof SecretMissing)
    return state(
      "token-missing",
      error.message,
      "Set the secret where the config says and restart, or correct the reference.",
    );
  if (error instanceof HubSpotUnauthorized) return state("token-refused", error.reason, error.remedy);
  if (error instanceof HubSpotMigrating) {
    const resumeAt = new Date(now.getTime() + error.retryAfterMs).toISOString();
    const remedy = `Nothing to do: the runs go on ${sayInstant(resumeAt, timeZone)}.`;
    return { ...state("migrating", error.message, remedy), resumeAt };
  }
  if (error instanceof HubSpotRateLimited && error.policy === "DAILY") {
    const resumeAt = endOfDay(now, timeZone).toISOString();
    return {
      ...state(
        "daily-limit-reached",
        "The portal has used up its daily allowance of API calls, all of its tools together.",
        `Nothing to do: it is renewed at midnight of the portal, ${sayInstant(resumeAt, timeZone)}. If it happens often, look at which tool asks that much.`,
      ),
      resumeAt,
    };
  }
  return null;
}

function state(name: PortalAccess["state"], reason: string, remedy: string): PortalAccess {
  return { state: name, reason, remedy };
}

function refused(name: PortalAccess["state"], reason: string, remedy: string): AccessAnswer {
  return { access: state(name, reason, remedy), portal: null };
}
