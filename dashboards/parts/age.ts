import { firstAuditRunning, sayAge, type AgeWords } from "../../domain/watch/say-age.ts";
import { turnsAt, type ClientAge } from "../../domain/watch/age.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext, PageContext } from "../page-context.ts";
import { isBlind } from "../../operations/reads/standing.ts";
import type { Standing } from "../../operations/reads/standing.ts";
import { inline } from "./runbook.ts";
import { ago, instant } from "./time.ts";

/** "Checked 8 s ago": when everything of a client was last read. */
export function checked({ now }: PageContext, { age }: Standing, timeZone: string): Markup {
  if (age.completeAt === null) return markup`<span class="soft">Never checked</span>`;
  return markup`Checked ${ago(age.completeAt, now, timeZone)}`;
}

/** One line of why a client is not read in time, or on purpose; null while there is nothing to say. */
export function ageLine({ now }: PageContext, standing: Standing, timeZone: string): Markup | null {
  const { age } = standing;
  const words = wordsOf(standing, timeZone, now);
  if (words === null) return null;
  const wayOut = words.wayOut === null ? null : markup` ${inline(words.wayOut)}`;
  return markup`<span class="${toneOf(age)}">${words.what}</span>${wayOut}`;
}

/**
 * Above everything that it concerns: why what follows is not known, or begins to be old. Null while all is read in
 * time.
 */
export function knowledgeNotice(context: ClientContext, standing: Standing): Markup | null {
  return isBlind(standing) ? blindNotice(context, standing) : ageNotice(context, standing);
}

function blindNotice(context: ClientContext, standing: Standing): Markup {
  const { access, accessCheckedAt } = standing;
  const { client, now } = context;
  return markup`<section class="notice" role="alert"><h2>Revwatch has lost access to this portal</h2>
<p>${access!.reason} <span class="soft">${accessCheckedAt === null ? null : markup`Tried ${ago(accessCheckedAt, now, client.timeZone)}. `}${lastReading(context, standing)}</span></p>
<p><strong>What to do:</strong> ${inline(access!.remedy ?? "")}</p>${untilThen}</section>`;
}

function ageNotice({ client, now }: ClientContext, standing: Standing): Markup | null {
  const { age } = standing;
  const words = wordsOf(standing, client.timeZone, now);
  if (words === null) return null;
  const isGrave = age.state === "not-checked" || age.state === "told";
  return markup`<section class="notice${isGrave ? null : " mild"}"${isGrave ? markup` role="alert"` : null}><h2>${titles[age.state]}</h2>
<p>${words.what}</p>${words.wayOut === null ? null : markup`<p><strong>What to do:</strong> ${inline(words.wayOut)}</p>`}${age.isChecked || age.completeAt === null ? null : untilThen}</section>`;
}

function wordsOf({ state, age }: Standing, timeZone: string, now: Date): AgeWords | null {
  return state === "onboarding" && age.state === "waiting" ? firstAuditRunning : sayAge(age, timeZone, now);
}

const untilThen = markup`<p class="soft">Until then there is no score and nothing counts as resolved. What is listed below was true at the last reading.</p>`;

/** "Last good reading Fri 20 Nov, 10:40 UTC." */
export function lastReading({ client }: ClientContext, { age }: Standing): Markup {
  if (age.completeAt === null) return markup`It has never been read.`;
  return markup`Last good reading ${instant(age.completeAt, client.timeZone)}.`;
}

const titles = {
  waiting: "Nothing is known yet",
  fresh: "Checked",
  copying: "A long copy is running",
  late: "This audit is late",
  told: "This client is not being checked",
  "not-checked": "This client is not being checked",
  paused: "Paused",
} as const;

function toneOf({ state }: ClientAge): string {
  if (state === "not-checked" || state === "told") return "tone-bad";
  return state === "late" ? "tone-warn" : "soft";
}

/** In how many seconds the page has to be read again although nothing is stored: what it says turns by time alone. */
export function turnsIn({ now }: PageContext, ages: readonly ClientAge[]): Markup | null {
  const next = ages
    .map((age) => turnsAt(age, now))
    .reduce<Date | null>((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
  if (next === null) return null;
  return markup` data-turns-in="${Math.ceil((next.getTime() - now.getTime()) / 1_000) + 1}"`;
}
