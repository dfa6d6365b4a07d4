import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type { RevwatchConfig } from "../../../config/config.ts";
import { loadConfig } from "../../../config/load-config.ts";
import type { DeliveryOutcome } from "../../../connectors/delivery-outcome.ts";
import { granted, type PortalAccess } from "../../../domain/access.ts";
import type { TemporalSight } from "../../../operations/watch/facts-of-sights.ts";
import { clearBlocked, noteBlocked } from "../../../storage/blocked-work.ts";
import { closeChannel, openChannel } from "../../../storage/channel-states.ts";
import { beginOnboarding, ensureClient, markOnboarded, saveAccess } from "../../../storage/clients.ts";
import type { Database } from "../../../storage/database.ts";
import { enqueue } from "../../../storage/outbox.ts";
import { saveReading } from "../../../storage/readings.ts";
import { saveSchedules, type ScheduleState } from "../../../storage/schedule-states.ts";
import { startFactFile } from "../../../workers/watch/start-fact-file.ts";
import { startRingOne, type RingOne } from "../../../workers/watch/start-ring-one.ts";
import { startWatchdog, type Watchdog } from "../../../workers/watch/start-watchdog.ts";
import type { Loop } from "../../../workers/watch/start-loop.ts";
import { readWatchdogFile } from "../../../workers/watch/watchdog-file.ts";
import type { Random } from "../../faults/seeded-random.ts";
import { clientYaml, fleetYaml, writeConfig } from "../../config/write-config.ts";
import { delivery } from "../../storage/rows.ts";
import { breakableDatabase } from "./breakable-database.ts";
import { MovedTime, type MovedTimers } from "./moved-time.ts";

export const clients = ["northwind", "harbour", "meridian"] as const;
const newcomer = "newco";
const cadences = ["fast", "hourly", "daily"] as const;
type Cadence = (typeof cadences)[number];
const everyMinutes: Readonly<Record<Cadence, number>> = { fast: 5, hourly: 60, daily: 1_440 };
const quiet = { warn: () => undefined, info: () => undefined };
const minuteMs = 60_000;

/** One message of the watch, by whatever channels it arrived. */
export interface Heard {
  readonly at: Date;
  readonly key: string;
  /** "audits-late/northwind/fast". */
  readonly about: string;
  readonly act: "told" | "ended";
  readonly channel: "slack" | "email";
}

/**
 * An installation whose audits, schedules and messages are made up minute by minute, watched by the real rings over the
 * real store: an embedded database, a fact file, and a watchdog beside it.
 */
export class Life {
  readonly time: MovedTime;
  readonly heard: Heard[] = [];
  readonly beats: Date[] = [];
  readonly #random: Random;
  readonly #db: Kysely<Database>;
  readonly #config: RevwatchConfig;
  readonly #stateDirectory: string;
  readonly #nextDue = new Map<string, number>();
  readonly #copies = new Map<string, { readonly runId: string; readonly until: number }>();
  readonly #pauses = new Map<string, number>();
  #owner: { readonly timers: MovedTimers; readonly ring: RingOne; readonly facts: Loop } | null = null;
  #watchdog: { readonly timers: MovedTimers; readonly dog: Watchdog } | null = null;
  #messages = 0;
  #schedulesWritten = "";

  /** What is broken now. */
  readonly broken = {
    temporal: false,
    database: false,
    pollers: false,
    disk: false,
    sender: false,
    slack: false,
    email: false,
    look: false,
    aheadMs: 0,
    stuck: new Set<string>(),
    missing: new Set<string>(),
    blocked: null as string | null,
    newcomer: null as PortalAccess | null,
  };
  #temporalAwaySince: Date | null = null;
  #polledAt: Date;
  #hungLook: (() => void) | null = null;

  private constructor(time: MovedTime, db: Kysely<Database>, config: RevwatchConfig, random: Random) {
    this.time = time;
    this.#db = db;
    this.#config = config;
    this.#random = random;
    this.#polledAt = time.now();
    this.#stateDirectory = mkdtempSync(join(tmpdir(), "revwatch-watch-life-"));
    mkdirSync(join(this.#stateDirectory, "watch"));
  }

  static async begin(start: Date, random: Random): Promise<Life> {
    const files = Object.fromEntries(
      [...clients, newcomer].map((clientId, index) => [
        `clients/${clientId}.yaml`,
        clientYaml.replace("Northwind", clientId).replace("4711", String(100 + index)),
      ]),
    );
    const config = await loadConfig(
      writeConfig({ ...files, "revwatch.yaml": `${fleetYaml}watch: { heartbeat: { env: HEARTBEAT } }\n` }),
      {},
    );
    let life: Life | null = null;
    const db = await breakableDatabase(() => life?.broken.database === true);
    life = new Life(new MovedTime(start), db, config, random);
    for (const clientId of clients) await life.#takeOn(clientId);
    await life.startOwner();
    life.startWatchdog();
    return life;
  }

  async end(): Promise<void> {
    await this.#db.destroy();
  }

  // Processes

  async startOwner(): Promise<void> {
    const timers = this.time.forProcess();
    this.time.join(5);
    const shared = { db: this.#db, config: () => this.#config, timers, logger: quiet, aheadMs: () => this.broken.aheadMs };
    let ring: RingOne | null = null;
    const facts = startFactFile({
      ...shared,
      stateDirectory: this.#stateDirectory,
      livez: "http://127.0.0.1/livez",
      lastLook: () => ring?.lastLook() ?? null,
    });
    ring = await startRingOne({
      ...shared,
      channels: this.#channels(),
      url: () => "https://revwatch.example.com",
      env: { HEARTBEAT: "https://hc-ping.com/secret" },
      name: `owner-${this.time.now().getTime()}`,
      probeTemporal: async () => this.#seeTemporal(),
      disk: async () => ({
        directory: "/data",
        freeBytes: 1,
        logLinesDropped: 0,
        state: this.broken.disk ? "full" : "ok",
        sentence: "The disk is full.",
      }),
      watchdog: () => this.#seenWatchdog(),
      heartbeat: () => this.#beat(),
    });
    this.#owner = { timers, ring, facts };
  }

  async stopOwner(): Promise<void> {
    await this.#owner!.ring.stop();
    await this.#owner!.facts.stop();
    this.#owner = null;
  }

  killOwner(): void {
    this.#owner!.timers.kill();
    this.#owner = null;
  }

  startWatchdog(): void {
    const timers = this.time.forProcess();
    this.time.join(1);
    const dog = startWatchdog({
      stateDirectory: this.#stateDirectory,
      config: () => this.#config,
      channels: this.#channels(),
      db: null,
      logger: quiet,
      url: () => null,
      asksLivez: async () => this.#owner !== null,
      timers,
      name: `dog-${this.time.now().getTime()}`,
    });
    this.#watchdog = { timers, dog };
  }

  async stopWatchdog(): Promise<void> {
    await this.#watchdog!.dog.stop();
    this.#watchdog = null;
  }

  killWatchdog(): void {
    this.#watchdog!.timers.kill();
    this.#watchdog = null;
  }

  get isOwnerUp(): boolean {
    return this.#owner !== null;
  }

  // What happens

  /** Lives minute by minute, or in half minutes while something is going on. */
  async live(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      await this.time.liveUntil(new Date(this.time.now().getTime() + minuteMs));
      await this.#minute();
    }
  }

  async #minute(): Promise<void> {
    const now = this.time.now();
    if (!this.broken.temporal && !this.broken.pollers && this.#owner !== null) this.#polledAt = now;
    if (this.broken.database) return;
    if (this.#owner !== null && !this.broken.temporal) await this.#seeSchedules(now);
    if (this.broken.blocked !== null)
      await noteBlocked(this.#db, this.#blockedStep(), { class: "programming", reason: "TypeError." }, now);
    if (this.broken.newcomer !== null) await saveAccess(this.#db, newcomer, this.broken.newcomer, null, now);
    if (!this.#canWork()) return;
    for (const clientId of clients) await this.#audit(clientId, now);
    await this.#send(now);
  }

  /** The keeper of schedules writes rows only where a state has changed; so does this one, with less reading. */
  async #seeSchedules(now: Date): Promise<void> {
    const schedules = this.#schedules(now);
    const written = JSON.stringify(schedules);
    if (written !== this.#schedulesWritten)
      return saveSchedules(this.#db, schedules, now).then(() => void (this.#schedulesWritten = written));
    const value = JSON.stringify(now.toISOString());
    await this.#db.updateTable("setting").set({ value }).where("name", "=", "schedules-seen-at").execute();
  }

  #canWork(): boolean {
    const { temporal, pollers, disk, database } = this.broken;
    return this.#owner !== null && !temporal && !pollers && !disk && !database;
  }

  async #audit(clientId: string, now: Date): Promise<void> {
    const copy = this.#copies.get(clientId);
    if (copy !== undefined) return this.#goOnCopying(clientId, copy, now);
    const due = cadences.filter((cadence) => {
      const key = `${clientId}/${cadence}`;
      const id = `audit/${key}`;
      const isRunning = !this.broken.stuck.has(key) && !this.broken.missing.has(id) && !this.#pauses.has(id);
      return isRunning && now.getTime() >= (this.#nextDue.get(key) ?? 0);
    });
    if (due.length === 0) return;
    for (const cadence of due) this.#planNext(clientId, cadence, now);
    await saveReading(this.#db, {
      clientId,
      runId: `fast-${now.toISOString()}`,
      inUse: cadences,
      read: due,
      asOf: now,
      settledAt: now,
    });
  }

  #planNext(clientId: string, cadence: Cadence, now: Date): void {
    const everyMs = everyMinutes[cadence] * minuteMs;
    const jitterMs = this.#random.int(0, Math.min(10, Math.floor(everyMinutes[cadence] / 10))) * minuteMs;
    const offsetMs = cadence === "daily" ? 5 * 60 * minuteMs : 0; // 06:00 in Berlin
    const slot = Math.floor((now.getTime() - offsetMs) / everyMs) + 1;
    this.#nextDue.set(`${clientId}/${cadence}`, slot * everyMs + offsetMs + jitterMs);
  }

  async #send(now: Date): Promise<void> {
    if (!this.#random.chance(0.02)) return;
    this.#messages += 1;
    await enqueue(this.#db, [delivery("harbour", { act: "open", revision: this.#messages })], now);
    if (this.broken.sender) return;
    await this.#drain(now);
  }

  async #drain(now: Date): Promise<void> {
    await this.#db
      .updateTable("outbox")
      .set({ state: "sent", sent_at: now })
      .where("state", "in", ["pending", "sending"])
      .execute();
  }

  // Normal life that looks like trouble

  async beginCopy(clientId: string, minutes: number): Promise<void> {
    const now = this.time.now();
    const runId = `all-${now.toISOString()}`;
    this.#copies.set(clientId, { runId, until: now.getTime() + minutes * minuteMs });
    const name = { client_id: clientId, run_id: runId, cadence: "all", mode: "live" as const, period: now, as_of: now };
    await this.#db
      .insertInto("run")
      .values({ ...name, status: "running", workflow_id: runId, workflow_run_id: "1" } as never)
      .execute();
    await this.#db
      .insertInto("mirror_state")
      .values({ client_id: clientId, record_type: "contact", properties: "[]", lease_holder: runId, moved_at: now } as never)
      .onConflict((conflict) =>
        conflict.columns(["client_id", "record_type"]).doUpdateSet({ lease_holder: runId, moved_at: now }),
      )
      .execute();
  }

  async #goOnCopying(
    clientId: string,
    { runId, until }: { readonly runId: string; readonly until: number },
    now: Date,
  ): Promise<void> {
    if (now.getTime() < until) {
      await this.#db.updateTable("mirror_state").set({ moved_at: now }).where("client_id", "=", clientId).execute();
      return;
    }
    this.#copies.delete(clientId);
    await this.#db
      .updateTable("run")
      .set({ status: "complete", finished_at: now })
      .where("client_id", "=", clientId)
      .where("run_id", "=", runId)
      .execute();
    await saveReading(this.#db, { clientId, runId, inUse: cadences, read: cadences, asOf: now, settledAt: now });
    for (const cadence of cadences) this.#planNext(clientId, cadence, now);
  }

  pause(scheduleId: string): void {
    this.#pauses.set(scheduleId, this.time.now().getTime());
  }

  unpause(scheduleId: string): void {
    this.#pauses.delete(scheduleId);
  }

  // Stoppages that live in the store

  async hangSender(): Promise<void> {
    this.broken.sender = true;
    this.#messages += 1;
    await enqueue(this.#db, [delivery("harbour", { act: "open", revision: this.#messages })], this.time.now());
  }

  async freeSender(): Promise<void> {
    this.broken.sender = false;
    await this.#drain(this.time.now());
  }

  async barSlack(): Promise<void> {
    const now = this.time.now();
    const closure = {
      clientId: "harbour",
      channel: "slack",
      place: "",
      kind: "barred",
      reason: "Slack says token_revoked",
      remedy: "install the app again",
    } as const;
    await closeChannel(this.#db, closure, now, now);
  }

  async unbarSlack(): Promise<void> {
    await openChannel(this.#db, { clientId: "harbour", channel: "slack", place: "" });
  }

  async refuseNewcomer(): Promise<void> {
    await ensureClient(this.#db, { clientId: newcomer, name: newcomer, portalId: "9" });
    const anew = { state: "onboarding", onboarding_since: null } as const;
    await this.#db.updateTable("client").set(anew).where("client_id", "=", newcomer).execute();
    await beginOnboarding(this.#db, newcomer, this.time.now());
    this.broken.newcomer = { state: "token-refused", reason: "HubSpot refuses the token.", remedy: "Renew it." };
  }

  async acceptNewcomer(): Promise<void> {
    this.broken.newcomer = null;
    await this.#db.updateTable("client").set({ state: "removed" }).where("client_id", "=", newcomer).execute();
  }

  async unblock(): Promise<void> {
    await clearBlocked(this.#db, this.#blockedStep());
    this.broken.blocked = null;
  }

  /** Ring one goes on giving signs of life, and its look never ends. */
  hangLook(): void {
    this.broken.look = true;
  }

  freeLook(): void {
    this.broken.look = false;
    if (this.#hungLook === null) return;
    this.time.join(1);
    this.#hungLook();
    this.#hungLook = null;
  }

  #blockedStep() {
    return { client_id: "harbour", workflow_id: "alert/harbour/sales.waiting-leads", activity: "escalateAlert" };
  }

  async #takeOn(clientId: string): Promise<void> {
    const now = this.time.now();
    await ensureClient(this.#db, { clientId, name: clientId, portalId: "1" });
    await saveAccess(this.#db, clientId, granted, null, now);
    await markOnboarded(this.#db, clientId, now);
    await saveReading(this.#db, { clientId, runId: "all-1", inUse: cadences, read: cadences, asOf: now, settledAt: now });
    for (const cadence of cadences) this.#planNext(clientId, cadence, now);
  }

  #schedules(now: Date): readonly ScheduleState[] {
    const ids = clients.flatMap((clientId) => cadences.map((cadence) => [clientId, `audit/${clientId}/${cadence}`] as const));
    return ids.map(([clientId, scheduleId]) => {
      const since = this.#pauses.get(scheduleId);
      if (since !== undefined && since <= now.getTime())
        return { clientId, scheduleId, state: "paused", note: "Migration, by Robin" };
      return { clientId, scheduleId, state: this.broken.missing.has(scheduleId) ? "missing" : "running", note: null };
    });
  }

  #seeTemporal(): TemporalSight {
    const now = this.time.now();
    if (!this.broken.temporal) {
      this.#temporalAwaySince = null;
      if (!this.broken.pollers) this.#polledAt = now;
      const polledAt = this.#polledAt.toISOString();
      return { away: null, queues: ["audit", "hubspot", "delivery"].map((queue) => ({ queue, polledAt })) };
    }
    this.#temporalAwaySince ??= now;
    return { away: { since: this.#temporalAwaySince.toISOString(), reason: "It does not answer." }, queues: [] };
  }

  #seenWatchdog() {
    const file = readWatchdogFile(this.#stateDirectory);
    return file === null ? null : { process: file.process, records: file.records };
  }

  async #beat(): Promise<void> {
    if (this.broken.look) {
      this.time.leave(1);
      await new Promise<void>((resolve) => (this.#hungLook = resolve));
      return;
    }
    this.beats.push(this.time.now());
  }

  #channels() {
    const answer = (channel: "slack" | "email", deliveryKey: string): DeliveryOutcome => {
      if (channel === "slack" ? this.broken.slack : this.broken.email)
        return { ended: "barred", reason: "Slack says token_revoked", remedy: "install the app again", reach: "channel" };
      const [, client, kind, ...rest] = deliveryKey.split("/");
      const act = rest.at(-2) as Heard["act"];
      const about = `${kind}/${client}/${rest.slice(0, -3).join("/")}`;
      this.heard.push({ at: this.time.now(), key: deliveryKey, about, act, channel });
      return { ended: "sent", externalId: "1" };
    };
    return {
      slack: () => ({
        post: async ({ deliveryKey }: { readonly deliveryKey: string }) => answer("slack", deliveryKey),
        find: async () => null,
      }),
      email: () => ({ send: async (_to: string, _body: unknown, deliveryKey: string) => answer("email", deliveryKey) }),
    } as never;
  }
}
