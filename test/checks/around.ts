import type { z } from "zod";
import type { Check, Counts } from "../../checks/define-check.ts";
import type { PortalAccess } from "../../domain/access.ts";
import type { BusinessTime } from "../../domain/business-time.ts";
import type { Campaign } from "../../domain/inventory/campaign.ts";
import type { ConfigurationItem, Inventory } from "../../domain/inventory/inventory.ts";
import type { Owner } from "../../domain/inventory/owner.ts";
import type { CrmRecord, RecordOf } from "../../domain/mirror/records.ts";
import { createBusinessTime } from "../../domain/time/business-time.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import { sameEachDay } from "../domain/time/same-each-day.ts";

/** A Wednesday afternoon: 16:00 in Berlin. */
export const asOf = new Date("2026-11-25T15:00:00Z");
export const businessTime = createBusinessTime({
  timeZone: "Europe/Berlin",
  hours: sameEachDay([1, 2, 3, 4, 5], "09:00", "18:00"),
  holidays: [],
});

const minuteMs = 60_000;
export const minutesAgo = (minutes: number) => new Date(asOf.getTime() - minutes * minuteMs);
export const daysAgo = (days: number) => minutesAgo(days * 24 * 60);

/** A lead of today who asked to be contacted an hour ago and belongs to somebody. */
export const lead: RecordOf<"contact"> = {
  type: "contact",
  id: "101",
  name: "Ana Ruiz",
  ownerId: "7",
  lifecycleStage: "lead",
  leadStatus: null,
  createdAt: daysAgo(1),
  raisedHandAt: minutesAgo(60),
  raisedHandOn: "Contact us: Demo request",
  lastActivityAt: null,
  madeBy: "FORM",
  originalSource: "PAID_SEARCH",
  utmSource: "google",
  hands: [],
  clocks: [],
};

/** A deal in the last open stage of its pipeline, with its date and its next step ahead. */
export const deal: RecordOf<"deal"> = {
  type: "deal",
  id: "201",
  name: "Northwind renewal",
  ownerId: "7",
  stage: { id: "contractsent", label: "Contract sent", pipelineLabel: "Sales", isClosed: false, progress: 1 },
  amount: 12_000,
  closeAt: new Date("2026-12-01T00:00:00Z"),
  createdAt: daysAgo(40),
  nextActivityAt: new Date("2026-11-27T09:00:00Z"),
};

export const owner: Owner = {
  type: "owner",
  id: "7",
  name: "Ben Okafor",
  email: null,
  userId: null,
  teamIds: [],
  isActive: true,
  deactivatedAt: null,
};

export const campaign: Campaign = {
  type: "campaign",
  id: "c-1",
  name: "Autumn launch",
  startAt: daysAgo(2),
  endAt: null,
  utm: "autumn-launch",
  ownerId: "7",
};

type Params = Readonly<Record<string, unknown>>;

/** A check's settings as a client has them: its defaults, and what the client says otherwise. */
export function paramsOf(check: Check, own: Params = {}): unknown {
  return (check.params as z.ZodType).parse(own);
}

/** Another instant, or a client in another zone. */
export interface Setting {
  readonly asOf?: Date;
  readonly businessTime?: BusinessTime;
}

/** A client that works around the clock in a zone. */
export const clientIn = (timeZone: string) => createBusinessTime({ timeZone, hours: null, holidays: [] });

function contextOf(check: Check, own: Params, setting: Setting = {}) {
  return { asOf, businessTime, params: paramsOf(check, own) as never, ...setting };
}

export function judgeRecord(check: Check, record: CrmRecord, own: Params = {}, setting: Setting = {}): Verdict {
  if (check.kind !== "record") throw new Error(`${check.id} judges no records.`);
  return check.evaluate(record as never, contextOf(check, own, setting));
}

export function judgeItem(
  check: Check,
  item: ConfigurationItem,
  counts: readonly number[] = [],
  own: Params = {},
  setting: Setting = {},
): Verdict {
  if (check.kind !== "configuration") throw new Error(`${check.id} judges no configuration.`);
  const inventory: Inventory = {};
  return check.evaluate(item as never, { ...contextOf(check, own, setting), inventory, previous: null, counts });
}

export function judgeCounts(check: Check, counts: Readonly<Record<string, number>>, own: Params = {}) {
  if (check.kind !== "measure") throw new Error(`${check.id} measures nothing.`);
  return check.evaluate(new Map(Object.entries(counts)) satisfies Counts, contextOf(check, own));
}

/** The key under which a measure counts a record; null when it leaves it out. */
export function keyOf(check: Check, record: CrmRecord, own: Params = {}): string | null {
  if (check.kind !== "measure") throw new Error(`${check.id} measures nothing.`);
  return check.tally.key(record as never, contextOf(check, own));
}

export function judgeAccess(check: Check, access: PortalAccess): Verdict {
  if (check.kind !== "ourselves") throw new Error(`${check.id} does not judge ourselves.`);
  return check.evaluate({ access }, contextOf(check, {}));
}

/** The sentence of a failure as somebody reads it: at an instant, or in words that have to last. */
export function sayVerdict(
  check: Check,
  name: string,
  verdict: Verdict,
  { at = asOf, isOver = false }: { readonly at?: Date | null; readonly isOver?: boolean } = {},
): string {
  if (verdict.status !== "fail") throw new Error(`${check.id} did not fail: ${verdict.status}.`);
  const { evidence, since = asOf } = verdict;
  return check.say({ name, evidence, since, at, isOver, businessTime });
}
