import type { Client } from "@temporalio/client";
import { DefaultLogger } from "@temporalio/worker";
import { MockActivityEnvironment } from "@temporalio/testing";
import type { ActivityWorld } from "../../activities/world.ts";
import { UnknownClient } from "../../activities/world.ts";
import type { AuditPlan, RunName, ScanReceipt } from "../../activities/shapes.ts";
import { makePlanAudit } from "../../activities/plan/plan-audit.ts";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import { makeSyncAssociations } from "../../activities/copy/sync-associations.ts";
import { makeSyncConfiguration } from "../../activities/copy/sync-configuration.ts";
import { makeSyncRecords } from "../../activities/copy/sync-records.ts";
import { makeSyncTouches } from "../../activities/copy/sync-touches.ts";
import { checks } from "../../checks/index.ts";
import { plainAlerting, type ClientConfig } from "../../config/config.ts";
import { createGateway } from "../../connectors/hubspot/gateway.ts";
import { createGovernor } from "../../connectors/hubspot/governor.ts";
import { boundless, boundlessLedger } from "../support/boundless.ts";
import { openPortal, type HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import { defaultDeliverySettings } from "../../domain/alerting/delivery-settings.ts";
import { defaultHandRules } from "../../domain/leads/hand-rules.ts";
import { defaultRetention } from "../../domain/retention.ts";
import { defaultAcknowledgementPolicy } from "../../domain/alerting/acknowledgement-policy.ts";
import { topics } from "../../domain/alerting/topic.ts";
import { HubSpotAdmin, HubSpotApi, type PortalAdmin } from "../../simulators/client.ts";
import { startHubSpot } from "../../simulators/hubspot/start.ts";
import { saveFirstLooks } from "../../storage/check-baselines.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { fixedChecks } from "../support/fixed-checks.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

/** A Wednesday, 15:00 in London, where the clients of these tests are. */
export const startOfTest = new Date("2026-11-25T15:00:00Z");

export function testClient(clientId: string, portalId: string, own: Partial<ClientConfig> = {}): ClientConfig {
  return {
    clientId,
    name: clientId,
    portalId,
    auth: { token: { env: "NONE" } },
    timeZone: "Europe/London",
    businessHours: "always",
    holidays: [],
    alerting: plainAlerting,
    receivers: [
      { id: "sales", name: "Mia Chen", slack: "#sales", email: null },
      { id: "head", name: "Jo Keller", slack: null, email: "jo@northwind.example" },
    ],
    routes: Object.fromEntries(topics.map((topic) => [topic, "sales"])) as ClientConfig["routes"],
    escalation: [{ afterSeconds: 1800, notify: ["head"] }],
    acknowledgements: defaultAcknowledgementPolicy,
    report: { day: "monday", at: "08:00", recipients: ["head"] },
    cadences: { fast: { everySeconds: 60 }, hourly: { everySeconds: 3600 }, daily: { dailyAt: "06:00" } },
    hands: defaultHandRules,
    monitors: monitorsOf(...fixedChecks, ...checksOfTheTest),
    observeDays: 14,
    ...own,
  };
}

/** What a test has put beside the fixed checks, for every client that is made from then on. */
const checksOfTheTest: string[] = [];

/** @returns Takes them away again. */
export function watchBesides(...checkIds: readonly string[]): () => void {
  checksOfTheTest.push(...checkIds);
  return () => void checksOfTheTest.splice(0);
}

/** These checks alone, as they are set where nobody has set them. */
export const monitorsOf = (...checkIds: readonly string[]): ClientConfig["monitors"] =>
  checks
    .filter(({ id }) => checkIds.includes(id))
    .map((check) => ({
      checkId: check.id,
      cadence: check.cadence,
      severity: check.severity,
      params: check.params.parse({}) as Record<string, unknown>,
      origins: {},
    }));

/** One portal of the simulator, frozen at the world's instant, with a token that is good for it. */
export interface TestPortal {
  readonly admin: PortalAdmin;
  readonly api: HubSpotApi;
  readonly ownerId: string;
}

/** A HubSpot, a database and two clients whose portals know nothing of each other. Start one per file. */
export async function startTestWorld(open: () => Promise<OpenDatabase> = () => openTestDatabase()) {
  const hubspot = await startHubSpot();
  const database = await open();
  const admin = new HubSpotAdmin(hubspot.address);
  const clients = new Map<string, ClientConfig>();
  const tokens = new Map<string, string>();
  const portals = new Map<string, HubSpotPortal>();
  let instant = startOfTest;
  let portalNumber = 0;

  const world: ActivityWorld = {
    db: database.db,
    client(clientId) {
      const found = clients.get(clientId);
      if (found === undefined) throw new UnknownClient(clientId);
      return found;
    },
    clientIds: () => [...clients.keys()],
    portal(clientId) {
      const portal =
        portals.get(clientId) ??
        openPortal(
          createGateway({
            address: hubspot.address,
            token: () => tokens.get(clientId)!,
            governor: createGovernor({ ledger: boundlessLedger(), headroomPercent: () => 0 }),
            timeoutMs: 20_000,
            maxWaitMs: 0,
          }),
        );
      portals.set(clientId, portal);
      return portal;
    },
    slack: () => null,
    email: () => null,
    links: { dashboard: (path) => `http://dashboard${path}`, workflow: () => null },
    retention: () => defaultRetention,
    deliveries: () => defaultDeliverySettings,
    backgroundPercent: () => 10,
    operators: () => [],
    now: () => instant,
  };

  return {
    world,
    hubspot,
    now: () => instant,
    setClient: (client: ClientConfig) => clients.set(client.clientId, client),
    tokenOf: (clientId: string) => tokens.get(clientId)!,
    setToken: (clientId: string, token: string) => tokens.set(clientId, token),
    /** Moves the world's clock, and that of a portal with it. */
    async moveTo(at: Date, ...portals: readonly TestPortal[]) {
      instant = at;
      await Promise.all(portals.map((portal) => portal.admin.freezeAt(at)));
    },
    /** A client of its own with an empty portal of its own, at which every check has looked before. */
    async addClient(clientId: string, own: Partial<ClientConfig> = {}): Promise<TestPortal> {
      const portalId = 1000 + (portalNumber += 1);
      const portal = await admin.openPortal({ portalId, name: clientId, timeZone: "Europe/London", currency: "EUR" });
      const token = `pat-test-${clientId}-${portalId}`;
      await portal.grantToken({ token });
      await portal.setLimits(boundless);
      await portal.freezeAt(instant);
      const client = testClient(clientId, String(portalId), own);
      clients.set(clientId, client);
      const looked = new Date(startOfTest.getTime() - 86_400_000);
      const looks = client.monitors.map(({ checkId }) => ({ checkId, beganAt: looked, completeAt: looked }));
      await saveFirstLooks(database.db, clientId, looks);
      tokens.set(clientId, token);
      const owner = await portal.createOwner({
        email: `ben@${clientId}.example`,
        firstName: "Ben",
        lastName: "Okafor",
      });
      return { admin: portal, api: new HubSpotApi(hubspot.address, token), ownerId: owner.id };
    },
    async close() {
      await database.close();
      await hubspot.close();
    },
  };
}

export type TestWorld = Awaited<ReturnType<typeof startTestWorld>>;

/** Runs one activity as Temporal would: with an attempt number and what the last attempt left behind. */
export function runActivity<Args extends unknown[], Result>(
  activity: (...args: Args) => Promise<Result>,
  args: Args,
  info: { readonly attempt?: number; readonly heartbeatDetails?: unknown } = {},
  onHeartbeat: (details: unknown) => void = () => undefined,
  client?: Client,
): Promise<Result> {
  const environment = new MockActivityEnvironment(
    {
      attempt: info.attempt ?? 1,
      heartbeatDetails: info.heartbeatDetails,
      heartbeatTimeoutMs: 30_000,
      retryPolicy: { maximumAttempts: 4 },
    },
    { logger: new DefaultLogger("ERROR"), ...(client === undefined ? {} : { client }) },
  );
  environment.on("heartbeat", onHeartbeat);
  return environment.run(activity, ...args);
}

let runNumber = 0;
export function runName(clientId: string, asOf: Date, own: Partial<RunName> = {}): RunName {
  return {
    clientId,
    runId: `all-${(runNumber += 1)}`,
    cadence: "all",
    mode: "live",
    period: asOf.toISOString(),
    asOf: asOf.toISOString(),
    ...own,
  };
}

/** One whole run as the workflow does it, every read on its last attempt; `attempt` says otherwise. */
export async function audit({ world }: TestWorld, run: RunName) {
  const { plan, receipts } = await copy(world, run);
  const judged = { run, plan, receipts };
  return { plan, receipts, judged, result: await runActivity(makeRunChecks(world), [judged]) };
}

/** Plan and copy, without the judging. */
export async function copy(
  world: ActivityWorld,
  run: RunName,
): Promise<{ plan: AuditPlan; receipts: readonly ScanReceipt[] }> {
  const plan = await runActivity(makePlanAudit(world), [run], { attempt: 4 });
  return { plan, receipts: await copyPlanned(world, run, plan) };
}

/** Copies all that a plan asks for, every read on its last attempt. */
export async function copyPlanned(
  world: ActivityWorld,
  run: RunName,
  plan: AuditPlan,
): Promise<readonly ScanReceipt[]> {
  const last = { attempt: 4 };
  const receipts: ScanReceipt[] = [...(plan.unreadable ?? [])];
  for (const record of plan.records) receipts.push(await runActivity(makeSyncRecords(world), [run, record], last));
  if (plan.associations !== undefined)
    receipts.push(...(await runActivity(makeSyncAssociations(world), [run, plan.associations], last)));
  if (plan.items.length > 0)
    receipts.push(...(await runActivity(makeSyncConfiguration(world), [run, plan.items], last)));
  if (plan.touchLookBackDays > 0)
    receipts.push(
      ...(await runActivity(makeSyncTouches(world), [run, plan.touchLookBackDays, plan.handLookBackDays], last)),
    );
  return receipts;
}
