import { countOf } from "../../domain/duration.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import { sayWouldHaveTold } from "../../domain/findings/say-observed.ts";
import type { ObservedWithTold } from "../../operations/reads/would-have-told.ts";
import type { ClientContext } from "../page-context.ts";
import { countNote } from "./client-head.ts";
import { checkPath } from "./link.ts";
import { instant } from "./time.ts";

/** The checks that are looked at and not told of: first those that found something, with whom they would have told. */
export function observedPanel(context: ClientContext, observed: readonly ObservedWithTold[]): Markup | null {
  if (observed.length === 0) return null;
  const isQuiet = ({ open, wouldHaveTold }: ObservedWithTold) => open === 0 && wouldHaveTold.length === 0;
  const telling = observed.filter((one) => !isQuiet(one)).toSorted((one, other) => other.open - one.open);
  const quiet = observed.filter(isQuiet);
  return markup`<section class="panel" id="observed"><h2>Observed, not alerting ${countNote(observed.length, "check")}</h2>
<p class="soft">New checks are counted and shown first. They don't alert and don't count toward the score yet.</p>
${telling.length === 0 ? null : markup`<ul class="plain">${telling.map((one) => observedItem(context, one))}</ul>`}
${quiet.length === 0 ? null : quietChecks(context, quiet)}</section>`;
}

function observedItem(context: ClientContext, one: ObservedWithTold): Markup {
  return markup`<li>${checkLink(context, one)}: ${countOf(one.open, "open finding")} <span class="soft">${sayWouldHaveTold(one.wouldHaveTold)}; ${untilWhen(context.client, one)}</span></li>`;
}

/** Dozens of checks that found nothing are one line until someone opens it. */
function quietChecks(context: ClientContext, quiet: readonly ObservedWithTold[]): Markup {
  return markup`<details id="observed-quiet"><summary>${countOf(quiet.length, "check")} found nothing</summary><ul class="plain">${quiet.map(
    (one) => markup`<li>${checkLink(context, one)} <span class="soft">${untilWhen(context.client, one)}</span></li>`,
  )}</ul></details>`;
}

function checkLink(context: ClientContext, { checkId }: ObservedWithTold): Markup {
  return markup`<a href="${checkPath(context.client.clientId, checkId)}">${context.describe(checkId).failureTitle}</a>`;
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
