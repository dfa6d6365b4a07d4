import { activityInfo } from "@temporalio/activity";
import { checkById } from "../../checks/index.ts";
import { needsOf } from "../../checks/needs.ts";
import { lookBackOf } from "../../checks/look-back.ts";
import type { Check } from "../../checks/define-check.ts";
import { propertiesFor, propertiesOf } from "../../connectors/hubspot/fields.ts";
import { descriptorOf } from "../../connectors/hubspot/types/index.ts";
import { HubSpotForbidden } from "../../connectors/hubspot/errors.ts";
import type { Monitor } from "../../config/config.ts";
import { runConfigOf } from "../../config/run-config.ts";
import { withoutChecks } from "../../config/without-checks.ts";
import { pairsAmong, typesLinkedTo } from "../../domain/mirror/associations.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import {
  beginOnboarding,
  ensureClient,
  portalTimeZoneOf,
  refusalsOf,
  saveAccess,
  uiDomainOf,
} from "../../storage/clients.ts";
import { mutedChecks } from "../../storage/muted-checks.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import { keepRunConfig } from "../../storage/run-config.ts";
import { beginRun, type BegunRun } from "../../storage/runs.ts";
import { keepOnlyLinks } from "../../storage/associations/readings.ts";
import { keepDefinitions } from "../../storage/property-sets.ts";
import { beginPortal } from "../../operations/alerting/begin-portal.ts";
import { keepScan } from "../copy/keep-scan.ts";
import { isLastAttempt } from "../last-attempt.ts";
import { askAccess, refusalOf, type AccessQuestion } from "./portal-access.ts";
import type { AuditPlan, PortalAccess, RecordPlan, RunName } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";

/** What was refused is asked about again after an hour: somebody may have added the scope. */
const askAgainAfterMs = 3_600_000;

/**
 * Begins a run: reads the client's settings, asserts that the token opens this client's portal, and says what has to
 * be read. A refused token is a plan that reads nothing, not an error: the run goes on to say so.
 */
export function makePlanAudit(world: ActivityWorld) {
  return async function planAudit(run: RunName): Promise<AuditPlan> {
    await beginAttempt(world, run);
    return planRun(world, run);
  };
}

/** Begins another attempt at a run. From now on no older one of it can settle. */
export async function beginAttempt({ db, client, now }: ActivityWorld, run: RunName): Promise<BegunRun> {
  const { workflowExecution } = activityInfo();
  await ensureClient(db, client(run.clientId));
  if (run.mode === "baseline") await beginOnboarding(db, run.clientId, now());
  return beginRun(db, {
    ...run,
    period: new Date(run.period),
    asOf: new Date(run.asOf),
    workflowId: workflowExecution?.workflowId ?? "",
    workflowRunId: workflowExecution?.runId ?? "",
  });
}

/** What a run that was begun has to read; by the settings of this moment, which it keeps to its end. */
export async function planRun(world: ActivityWorld, run: RunName): Promise<AuditPlan> {
  const { db, client, portal, now } = world;
  const settings = client(run.clientId);
  await keepRunConfig(db, run, runConfigOf(settings));
  const config = withoutChecks(settings, await mutedChecks(db));
  const opened = portal(run.clientId);
  const timeZone = (await portalTimeZoneOf(db, run.clientId)) ?? config.timeZone;
  const question = { portalId: config.portalId, timeZone, now: now() };
  const { access, portal: details } = await askAccess(opened, question, isLastAttempt());
  // Only a token that opens the new portal says that the old one is over; a mistyped id does not.
  if (access.state === "granted") await beginPortal(world, config, { ...run, asOf: new Date(run.asOf), now: now() });
  await saveAccess(db, run.clientId, access, details, now());
  const uiDomain = await uiDomainOf(db, run.clientId);

  const monitors = config.monitors.filter(({ cadence }) => run.cadence === "all" || cadence === run.cadence);
  const checks = checksOf(monitors);
  // All cadences share one mirror, so each of them copies what the checks of all need.
  const all = needsOf(checksOf(config.monitors));
  const checkIds = checks.map(({ id }) => id);
  const closed = (why: PortalAccess): AuditPlan => ({
    access: why,
    uiDomain,
    records: [],
    items: [],
    touchLookBackDays: 0,
    checkIds,
    missingProperties: [],
  });
  if (access.state !== "granted") return closed(access);

  const knownRefusals = async () => {
    const refusals = await refusalsOf(db, run.clientId);
    const isAskDue = refusals.some(({ checkedAt }) => now().getTime() - checkedAt.getTime() >= askAgainAfterMs);
    return { known: refusals.length, isAskDue };
  };
  const needs = needsOf(checks);
  const types = Object.keys(needs.fields) as RecordType[];
  const wanted = types.map((type) => ({ type, properties: propertiesFor(type, all.fields[type] ?? []) }));
  const lists = await Promise.all(wanted.map((record) => missingIn(world, run.clientId, record))).catch(
    (error: unknown) => accessAfter(error, question),
  );
  if ("state" in lists) {
    await saveAccess(db, run.clientId, lists, null, now());
    return closed(lists);
  }
  const missing = lists.flatMap((list) => ("subject" in list ? [] : list));
  const unreadable = lists.filter((list) => "subject" in list);
  for (const receipt of unreadable) await keepScan(world, run, receipt, now());
  const readable = wanted.filter(({ type }) => !unreadable.some(({ subject }) => subject === type));
  const pairs = pairsAmong(all.scans);
  await keepOnlyLinks(db, run.clientId, pairs);
  const records = readable.map(({ type, properties }): RecordPlan => {
    const linkedTo = typesLinkedTo(type, pairs);
    const known = properties.filter((name) => !missing.includes(`${type}.${name}`));
    const historyOf = (all.past[type] ?? []).flatMap((field) => propertiesOf(type, field));
    return {
      type,
      properties: known,
      ...(linkedTo.length > 0 ? { linkedTo } : {}),
      ...(historyOf.length > 0 ? { historyOf: [...new Set(historyOf)].sort() } : {}),
    };
  });
  const isRead = (type: RecordType) => records.some((record) => record.type === type);
  const associations = pairsAmong(needs.scans).filter(({ from, to }) => isRead(from) && isRead(to));
  const items = new Set(needs.items);
  // Owners are the people that messages name.
  if (records.length > 0) items.add("owner");
  return {
    access,
    uiDomain,
    records,
    items: [...items],
    ...(associations.length > 0 ? { associations } : {}),
    ...lookBackOf(monitors),
    checkIds,
    missingProperties: missing,
    unreadable,
    refusals: await knownRefusals(),
  };
}

/** A portal can close between two questions: that is its state at once, and asking again opens nothing. */
function accessAfter(error: unknown, question: AccessQuestion): PortalAccess {
  const access = refusalOf(error, question);
  if (access === null) throw error;
  return access;
}

/**
 * Reads ignore unknown names without a word, and a name that is unknown reads exactly like an empty value. So without
 * this list nothing is judged: a fault here is tried again, and in the end fails the run. What is defined otherwise
 * than it was is no longer held to be read.
 */
async function missingIn(
  { db, portal }: Pick<ActivityWorld, "db" | "portal">,
  clientId: string,
  { type, properties }: RecordPlan,
): Promise<readonly string[] | ScanReceipt> {
  try {
    const names = await portal(clientId).propertyNames(descriptorOf(type).objectType);
    const defined = properties.flatMap((name) => (names.has(name) ? [[name, names.get(name)!] as const] : []));
    await keepDefinitions(db, clientId, type, Object.fromEntries(defined));
    return properties.filter((name) => !names.has(name)).map((name) => `${type}.${name}`);
  } catch (error) {
    if (!(error instanceof HubSpotForbidden)) throw error;
    return {
      subject: type,
      status: "unreadable",
      reason: `${error.reason} Without the list of its properties, a name that the portal does not have would read as empty, so no ${type} is read.`,
      records: 0,
      isForbidden: true,
      scopes: error.scopes,
    };
  }
}

function checksOf(monitors: readonly Monitor[]): readonly Check[] {
  return monitors.map(({ checkId }) => checkById(checkId)).filter((check): check is Check => check !== undefined);
}
