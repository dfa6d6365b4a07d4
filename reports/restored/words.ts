import { countOf } from "../../domain/duration.ts";
import type { RestoredClient, RestoredSummary } from "../../domain/alerting/restored-summary.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { sayWeek } from "../format.ts";
import { oneLine } from "../plain-words.ts";

export interface RestoredWords {
  readonly title: string;
  readonly lead: string;
  readonly clients: readonly { readonly name: string; readonly what: string; readonly url: string | null }[];
  readonly more: string | null;
  readonly reports: readonly { readonly name: string; readonly what: string; readonly url: string | null }[];
  readonly ask: string | null;
}

const clientsShown = 20;
const reportsShown = 10;

/** The summary in the words that every channel uses. Clients with something open come first. */
export function restoredWords({ from, until, timeZone, clients, reports }: RestoredSummary): RestoredWords {
  const open = clients.reduce((sum, { openFindings }) => sum + openFindings, 0);
  const sorted = clients.toSorted((a, b) => b.openFindings - a.openFindings || a.name.localeCompare(b.name));
  const left = sorted.length - clientsShown;
  return {
    title:
      open === 0
        ? "Revwatch was restored from a backup: nothing open for you"
        : `Revwatch was restored from a backup: ${countOf(open, "open finding")}`,
    lead: `Revwatch has no record of what it sent and what you acknowledged between ${sayInstant(from, timeZone)} and ${sayInstant(until, timeZone)}. You may know some of this already; nothing is sent again one by one.`,
    clients: sorted
      .slice(0, clientsShown)
      .map((client) => ({ name: oneLine(client.name, 80), what: sayOpen(client), url: client.url })),
    more: left > 0 ? `and ${countOf(left, "more client")}` : null,
    reports: reports.slice(0, reportsShown).map(({ clientName, period, url }) => ({
      name: oneLine(clientName, 80),
      what: `the report of ${sayWeek(period).toLowerCase()} may have reached you already`,
      url,
    })),
    ask: clients.some(({ unacknowledged }) => unacknowledged > 0)
      ? "If you acknowledged any of these in that time, acknowledge it again."
      : null,
  };
}

function sayOpen({ openFindings, unacknowledged }: RestoredClient): string {
  if (openFindings === 0) return "nothing open";
  return `${countOf(openFindings, "open finding")}${unacknowledged > 0 ? `, ${countOf(unacknowledged, "alert")} not acknowledged` : ""}`;
}
