import { severities } from "../../domain/findings/severity.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { FleetRow } from "../../operations/reads/fleet.ts";
import { hasStopped, isBlind } from "../../operations/reads/standing.ts";
import { chosenOf, select } from "./select.ts";

const shows = { all: "All clients", attention: "Needs attention", unchecked: "Not checked" } as const;
const sorts = {
  urgency: "Most urgent first",
  name: "Name",
  score: "Lowest score first",
  open: "Most open first",
} as const;

/** Which clients a visitor wants to see, and in which order. */
export interface FleetView {
  /** A part of the name or id; "" for every client. */
  readonly search: string;
  readonly show: keyof typeof shows;
  readonly sort: keyof typeof sorts;
}

const maxSearch = 100;

/** Reads the view from an address; whatever it does not know counts as left out. */
export function fleetViewOf(query: (name: string) => string | undefined): FleetView {
  return {
    search: (query("search") ?? "").trim().slice(0, maxSearch),
    show: chosenOf(shows, query("show"), "all"),
    sort: chosenOf(sorts, query("sort"), "urgency"),
  };
}

/** True for a client that needs a look now. */
export function needsAttention({ standing, open, waitingLeads }: FleetRow): boolean {
  return isBlind(standing) || hasStopped(standing) || open.critical > 0 || open.high > 0 || waitingLeads > 0;
}

/** The rows of a view. They come most urgent first, and keep that order among equals. */
export function viewOf(rows: readonly FleetRow[], { search, show, sort }: FleetView): readonly FleetRow[] {
  const wanted = search.toLocaleLowerCase("en");
  const found = rows.filter(
    (row) =>
      [row.client.name, row.client.clientId].some((name) => name.toLocaleLowerCase("en").includes(wanted)) &&
      (show === "all" || (show === "attention" ? needsAttention(row) : !row.standing.age.isChecked)),
  );
  return found.toSorted(orders[sort]);
}

const orders: Readonly<Record<FleetView["sort"], (a: FleetRow, b: FleetRow) => number>> = {
  urgency: () => 0,
  name: (a, b) => a.client.name.localeCompare(b.client.name, "en"),
  // What has no score is not known to be well, so it comes first.
  score: (a, b) => (a.standing.score?.value ?? -1) - (b.standing.score?.value ?? -1),
  open: (a, b) => openOf(b) - openOf(a),
};

function openOf({ open }: FleetRow): number {
  return severities.reduce((sum, severity) => sum + open[severity], 0);
}

/** Works without a script, which only spares the press of the button. */
export function fleetForm({ search, show, sort }: FleetView): Markup {
  return markup`<form class="view-form" method="get" action="/" role="search" data-submits>
<label><span class="unseen">Search clients</span><input id="fleet-search" type="search" name="search" value="${search}" maxlength="${maxSearch}" placeholder="Search clients"></label>
<label><span class="unseen">Show</span>${select({ id: "fleet-show", name: "show", choices: Object.entries(shows), chosen: show })}</label>
<label><span class="unseen">Sort by</span>${select({ id: "fleet-sort", name: "sort", choices: Object.entries(sorts), chosen: sort })}</label>
<button type="submit">Apply</button></form>`;
}
