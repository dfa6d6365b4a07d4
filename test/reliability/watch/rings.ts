import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RevwatchConfig } from "../../../config/config.ts";
import type { TemporalSight } from "../../../operations/watch/facts-of-sights.ts";
import type { Channels } from "../../../connectors/channels/opened-channels.ts";
import { startFactFile } from "../../../workers/watch/start-fact-file.ts";
import type { Loop } from "../../../workers/watch/start-loop.ts";
import { startRingOne, type RingOne } from "../../../workers/watch/start-ring-one.ts";
import { startWatchdog, type Watchdog } from "../../../workers/watch/start-watchdog.ts";
import { readWatchdogFile } from "../../../workers/watch/watchdog-file.ts";
import type { Ground } from "./ground.ts";
import type { MovedTimers } from "./moved-time.ts";

const quiet = { warn: () => undefined, info: () => undefined };

/** The real rings as two processes: the owner with ring one and its fact file, and the watchdog beside it. */
export class Rings {
  readonly #ground: Ground;
  readonly #config: RevwatchConfig;
  readonly #channels: Channels;
  readonly #stateDirectory = mkdtempSync(join(tmpdir(), "revwatch-watch-life-"));
  #owner: { readonly timers: MovedTimers; readonly ring: RingOne; readonly facts: Loop } | null = null;
  #watchdog: { readonly timers: MovedTimers; readonly dog: Watchdog } | null = null;
  #temporalAwaySince: Date | null = null;
  #polledAt: Date;
  #hungLook: (() => void) | null = null;

  constructor(ground: Ground, config: RevwatchConfig, channels: Channels) {
    this.#ground = ground;
    this.#config = config;
    this.#channels = channels;
    this.#polledAt = ground.time.now();
    mkdirSync(join(this.#stateDirectory, "watch"));
  }

  async startOwner(): Promise<void> {
    const timers = this.#ground.time.forProcess();
    this.#ground.time.join(5);
    const shared = {
      db: this.#ground.db,
      config: () => this.#config,
      timers,
      logger: quiet,
      aheadMs: () => this.#ground.broken.aheadMs,
    };
    let ring: RingOne | null = null;
    const facts = startFactFile({
      ...shared,
      stateDirectory: this.#stateDirectory,
      livez: "http://127.0.0.1/livez",
      lastLook: () => ring?.lastLook() ?? null,
    });
    ring = await startRingOne({
      ...shared,
      channels: this.#channels,
      url: () => "https://revwatch.example.com",
      env: { HEARTBEAT: "https://hc-ping.com/secret" },
      name: `owner-${this.#ground.time.now().getTime()}`,
      probeTemporal: async () => this.#seeTemporal(),
      disk: async () => ({
        directory: "/data",
        freeBytes: 1,
        logLinesDropped: 0,
        state: this.#ground.broken.disk ? "full" : "ok",
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
    const timers = this.#ground.time.forProcess();
    this.#ground.time.join(1);
    const dog = startWatchdog({
      stateDirectory: this.#stateDirectory,
      config: () => this.#config,
      channels: this.#channels,
      db: null,
      logger: quiet,
      url: () => null,
      asksLivez: async () => this.#owner !== null,
      timers,
      name: `dog-${this.#ground.time.now().getTime()}`,
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

  /** Workers ask for work, unless something keeps them from it. */
  poll(now: Date): void {
    const { temporal, pollers } = this.#ground.broken;
    if (!temporal && !pollers && this.isOwnerUp) this.#polledAt = now;
  }

  /** Ring one goes on giving signs of life, and its look never ends. */
  hangLook(): void {
    this.#ground.broken.look = true;
  }

  freeLook(): void {
    this.#ground.broken.look = false;
    if (this.#hungLook === null) return;
    this.#ground.time.join(1);
    this.#hungLook();
    this.#hungLook = null;
  }

  #seeTemporal(): TemporalSight {
    const now = this.#ground.time.now();
    if (!this.#ground.broken.temporal) {
      this.#temporalAwaySince = null;
      if (!this.#ground.broken.pollers) this.#polledAt = now;
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
    if (!this.#ground.broken.look) return;
    this.#ground.time.leave(1);
    await new Promise<void>((resolve) => (this.#hungLook = resolve));
  }
}
