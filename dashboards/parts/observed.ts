import { countOf } from "../../domain/duration.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import { sayWouldHaveTold } from "../../domain/findings/say-observed.ts";
import type { ObservedWithTold } from "../../operations/reads/would-have-told.ts";
import type { ClientContext } from "../page-context.ts";
import { countNote } from "./client-head.ts";
import { checkPath } from "./link.ts";
import { instant } from "./time.ts";

/** The checks that are looked at and not told of, and what they would have told. */
export function observedPanel(context: ClientContext, observed: readonly ObservedWithTold[]): Markup | null {
  if (observed.length === 0) return null;
  return markup`<section class="panel" id="observed"><h2>Observed, not alerting ${countNote(observed.length, "check")}</h2>
<p class="soft">New checks are counted and shown first. They don't alert and don't count toward the score yet.</p>
<ul class="plain">${observed.map((one) => observedItem(context, one))}</ul></section>`;
}

function observedItem(context: ClientContext, one: ObservedWithTold): Markup {
  const { client } = context;
  return markup`<li><a href="${checkPath(client.clientId, one.checkId)}">${context.describe(one.checkId).failureTitle}</a>: ${countOf(one.open, "open finding")} <span class="soft">${sayWouldHaveTold(one.wouldHaveTold)}; ${untilWhen(client, one)}</span></li>`;
}

/** When it alerts by itself. */
export function untilWhen(
  { timeZone }: ClientContext["client"],
  { since, alertsFrom }: Pick<ObservedWithTold, "since" | "alertsFrom">,
): Markup {
  if (since === null) return markup`first complete look still to come`;
  return alertsFrom === null
    ? markup`alerts when you say so`
    : markup`alerts from ${instant(new Date(alertsFrom), timeZone)}`;
}
