import { cadences, type Cadence, type Check } from "../../checks/define-check.ts";
import { checkById } from "../../checks/index.ts";
import { needsOf } from "../../checks/needs.ts";
import type { CadenceTiming, ClientConfig } from "../../config/config.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import { pairsAmong } from "../../domain/mirror/associations.ts";
import type { RecordType } from "../../domain/mirror/records.ts";

/** How large a portal is and how much happens in it. What is not in it cannot be read. */
export interface PortalSizes {
  readonly records: { readonly [Type in RecordType]?: number };
  /** Records modified within the last day. */
  readonly changedADay: { readonly [Type in RecordType]?: number };
  /** Requests that one reading of an inventory takes. */
  readonly inventory: { readonly [Kind in ItemType]?: number };
}

/** What one kind of work takes, in requests a day. */
export interface CostPart {
  readonly what: string;
  readonly requests: number;
}

export interface CadenceCost {
  readonly cadence: Cadence;
  readonly runsADay: number;
  readonly parts: readonly CostPart[];
  readonly requests: number;
}

export interface DayCost {
  readonly cadences: readonly CadenceCost[];
  /** The lists of all records, once a day, by which deletions and merges show. */
  readonly lists: number;
  readonly total: number;
  /** The first audit, once. */
  readonly firstAudit: number;
}

const secondsPerDay = 86_400;
const recordsPerPage = 100;
const foundPerPage = 200;
const historiesPerRequest = 50;
const linksPerRequest = 1_000;
/** A copy of changes begins five minutes before the last one, so a change is met by two runs of a fast cadence. */
const metBy = 2;
/**
 * A page of what changed, the count that it is held against, a look whether the search stands still, and those read by
 * their ids whom it may have hidden.
 */
const requestsPerCopy = 4;
const lookBackDays = 30;
/** Calls, e-mails, meetings and messages: which hang on those who wait, and what is new of each. */
const ofWaiting = 8;

/**
 * What a client's checks ask of HubSpot on a day like the last one. An upper bound: of what the runs of different
 * cadences share within a minute each is counted with its own, and somebody is held to wait the whole day.
 */
export function requestsOfDay(
  { monitors, cadences: timings }: Pick<ClientConfig, "monitors" | "cadences">,
  sizes: PortalSizes,
): DayCost {
  const checksOf = (of: readonly { readonly checkId: string }[]) =>
    of.flatMap(({ checkId }) => checkById(checkId) ?? []);
  const all = checksOf(monitors);
  const runs = cadences.flatMap((cadence): readonly Runs[] => {
    const checks = checksOf(monitors.filter((monitor) => monitor.cadence === cadence));
    return checks.length === 0 ? [] : [{ cadence, runsADay: runsOf(timings[cadence]), checks }];
  });
  const costs = runs.map((one) => costOf(one, changesMet(runs, sizes), sizes));
  const lists = sum(typesOf(all, sizes).map((type) => listOf(type, all, sizes)));
  const atFirst = costOf({ cadence: "daily", runsADay: 1, checks: all }, lookedBackOn(sizes), sizes);
  return {
    cadences: costs,
    lists,
    total: lists + sum(costs.map(({ requests }) => requests)),
    firstAudit: lists + atFirst.requests,
  };
}

interface Runs {
  readonly cadence: Cadence;
  readonly runsADay: number;
  readonly checks: readonly Check[];
}

type Changes = (type: RecordType) => number;

/** How many changed records of a type one run meets: all cadences share one copy, so each reads what is new since any. */
function changesMet(runs: readonly Runs[], sizes: PortalSizes): Changes {
  return (type) => {
    const readers = runs.filter(({ checks }) => typesOf(checks, sizes).includes(type));
    const copies = sum(readers.map(({ runsADay }) => runsADay));
    return copies === 0 ? 0 : ((sizes.changedADay[type] ?? 0) * metBy) / copies;
  };
}

/** The first audit looks as far back as checks watch what people asked for: a month, and no more than there is. */
function lookedBackOn({ records, changedADay }: PortalSizes): Changes {
  return (type) => Math.min(records[type] ?? 0, lookBackDays * (changedADay[type] ?? 0));
}

function costOf({ cadence, runsADay, checks }: Runs, changed: Changes, sizes: PortalSizes): CadenceCost {
  const needs = needsOf(checks);
  const types = typesOf(checks, sizes);
  const kinds = types.length > 0 ? new Set<ItemType>([...needs.items, "owner"]) : new Set(needs.items);
  const isTouched = needs.scans.includes("touch") || needs.scans.includes("hand");
  const perRun: readonly CostPart[] = [
    { what: "whose portal it is, and its lists of properties", requests: 1 + types.length },
    {
      what: "records that changed",
      requests: sum(types.map((type) => requestsPerCopy + Math.floor(changed(type) / foundPerPage))),
    },
    {
      what: "associations and past values of what changed",
      requests:
        sum(pairsAmong(needs.scans).map(({ from }) => Math.ceil(changed(from) / linksPerRequest))) +
        sum(types.map((type) => (needs.past[type] === undefined ? 0 : Math.ceil(changed(type) / historiesPerRequest)))),
    },
    {
      what: "owners, pipelines and other settings",
      requests: sum([...kinds].map((kind) => sizes.inventory[kind] ?? 0)),
    },
    {
      what: "leads that wait",
      requests: isTouched ? ofWaiting + Math.ceil(changed("contact") / historiesPerRequest) : 0,
    },
  ];
  const parts = perRun
    .filter(({ requests }) => requests > 0)
    .map(({ what, requests }) => ({ what, requests: Math.ceil(requests * runsADay) }));
  return { cadence, runsADay, parts, requests: sum(parts.map(({ requests }) => requests)) };
}

/** One list of a type with the search that it is held against, and what hangs on its records. */
function listOf(type: RecordType, checks: readonly Check[], { records }: PortalSizes): number {
  const count = records[type] ?? 0;
  const pairs = pairsAmong(needsOf(checks).scans).filter(({ from }) => from === type);
  // Scopes before and behind it, the search's count, and what changed while it was read.
  return Math.ceil(count / recordsPerPage) + 5 + pairs.length * Math.ceil(count / linksPerRequest);
}

/** The record types that these checks see and the portal lets us read. */
function typesOf(checks: readonly Check[], { records }: PortalSizes): readonly RecordType[] {
  return (Object.keys(needsOf(checks).fields) as RecordType[]).filter((type) => records[type] !== undefined);
}

export function runsOf(timing: CadenceTiming): number {
  return "dailyAt" in timing ? 1 : secondsPerDay / timing.everySeconds;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
