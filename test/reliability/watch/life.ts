import { loadConfig } from "../../../config/load-config.ts";
import { clearBlocked, noteBlocked } from "../../../storage/blocked-work.ts";
import { closeChannel, openChannel } from "../../../storage/channel-states.ts";
import { beginOnboarding, ensureClient, saveAccess } from "../../../storage/clients.ts";
import { clientYaml, fleetYaml, writeConfig } from "../../config/write-config.ts";
import type { Random } from "../../faults/seeded-random.ts";
import { Audits } from "./audits.ts";
import { breakableDatabase } from "./breakable-database.ts";
import { openChannels, type Heard } from "./channels.ts";
import { clients, minuteMs, nothingBroken, type Broken, type Ground } from "./ground.ts";
import { Messages } from "./messages.ts";
import { MovedTime } from "./moved-time.ts";
import { Rings } from "./rings.ts";

const newcomer = "newco";
const blockedStep = {
  client_id: "harbour",
  workflow_id: "alert/harbour/sales.waiting-leads",
  activity: "escalateAlert",
};

/** The fleet's file and those of all clients, the newcomer's among them. */
const files = {
  "revwatch.yaml": `${fleetYaml}watch: { heartbeat: { env: HEARTBEAT } }\n`,
  ...Object.fromEntries(
    [...clients, newcomer].map((clientId, index) => [
      `clients/${clientId}.yaml`,
      clientYaml.replace("Northwind", clientId).replace("4711", String(100 + index)),
    ]),
  ),
};

/**
 * An installation whose audits, schedules and messages are made up minute by minute, watched by the real rings over the
 * real store: an embedded database, a fact file, and a watchdog beside it.
 */
export class Life {
  readonly heard: readonly Heard[];
  readonly rings: Rings;
  readonly audits: Audits;
  readonly messages: Messages;
  readonly #ground: Ground;

  private constructor(ground: Ground, rings: Rings, heard: readonly Heard[]) {
    this.#ground = ground;
    this.rings = rings;
    this.heard = heard;
    this.audits = new Audits(ground);
    this.messages = new Messages(ground);
  }

  static async begin(start: Date, random: Random): Promise<Life> {
    const broken = nothingBroken();
    const ground = { time: new MovedTime(start), db: await breakableDatabase(() => broken.database), random, broken };
    const heard: Heard[] = [];
    const config = await loadConfig(writeConfig(files), {});
    const life = new Life(ground, new Rings(ground, config, openChannels(ground, heard)), heard);
    for (const clientId of clients) await life.audits.takeOn(clientId);
    await life.rings.startOwner();
    life.rings.startWatchdog();
    return life;
  }

  async end(): Promise<void> {
    await this.#ground.db.destroy();
  }

  get time(): MovedTime {
    return this.#ground.time;
  }

  /** What is broken now. */
  get broken(): Broken {
    return this.#ground.broken;
  }

  /** Lives minute by minute. */
  async live(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      await this.time.liveUntil(new Date(this.time.now().getTime() + minuteMs));
      await this.#minute();
    }
  }

  async #minute(): Promise<void> {
    const { db, broken } = this.#ground;
    const now = this.time.now();
    this.rings.poll(now);
    if (broken.database) return;
    if (this.rings.isOwnerUp && !broken.temporal) await this.audits.seeSchedules(now);
    if (broken.blocked !== null)
      await noteBlocked(db, blockedStep, { class: "programming", reason: "TypeError." }, now);
    if (broken.newcomer !== null) await saveAccess(db, newcomer, broken.newcomer, null, now);
    if (!this.#canWork()) return;
    await this.audits.minute(now);
    await this.messages.minute(now);
  }

  #canWork(): boolean {
    const { temporal, pollers, disk, database } = this.broken;
    return this.rings.isOwnerUp && !temporal && !pollers && !disk && !database;
  }

  // Stoppages that live in the store

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
    await closeChannel(this.#ground.db, closure, now, now);
  }

  async unbarSlack(): Promise<void> {
    await openChannel(this.#ground.db, { clientId: "harbour", channel: "slack", place: "" });
  }

  async refuseNewcomer(): Promise<void> {
    await ensureClient(this.#ground.db, { clientId: newcomer, name: newcomer, portalId: "9" });
    const anew = { state: "onboarding", onboarding_since: null } as const;
    await this.#ground.db.updateTable("client").set(anew).where("client_id", "=", newcomer).execute();
    await beginOnboarding(this.#ground.db, newcomer, this.time.now());
    this.broken.newcomer = { state: "token-refused", reason: "HubSpot refuses the token.", remedy: "Renew it." };
  }

  async acceptNewcomer(): Promise<void> {
    this.broken.newcomer = null;
    await this.#ground.db.updateTable("client").set({ state: "removed" }).where("client_id", "=", newcomer).execute();
  }

  async unblock(): Promise<void> {
    await clearBlocked(this.#ground.db, blockedStep);
    this.broken.blocked = null;
  }
}
