import { sql } from "kysely";
import type { Client } from "@temporalio/client";
import { makeAnnounceAlerts } from "../../activities/tell/announce-alerts.ts";
import { makePlanAudit } from "../../activities/plan/plan-audit.ts";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import { makeSendNext } from "../../activities/deliver/send-next.ts";
import { runSteps, type RunStep } from "../../activities/run-steps.ts";
import type { RunName, ScanReceipt } from "../../activities/shapes.ts";
import { makeRunShort } from "../../activities/short/run-short.ts";
import { makeSyncAssociations } from "../../activities/copy/sync-associations.ts";
import { makeSyncConfiguration } from "../../activities/copy/sync-configuration.ts";
import { makeSyncRecords } from "../../activities/copy/sync-records.ts";
import { makeSyncTouches } from "../../activities/copy/sync-touches.ts";
import type { ActivityWorld } from "../../activities/world.ts";
import { openSlack } from "../../connectors/slack/channel.ts";
import { SlackAdmin } from "../../simulators/client.ts";
import { startSlack } from "../../simulators/slack/start.ts";
import {
  runActivity,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../activities/test-world.ts";
import { Killed } from "../faults/kill-switch.ts";
import { KillPoint, type Death, type InnerHop } from "./kill-point.ts";

/** All in one activity, or an activity for each step. */
export type RunPath = "short" | "long";

/** What has become of a life: the rows that matter, and what people have read in Slack. */
export interface Outcome {
  readonly dump: unknown;
  /** Delivery keys, conversation by conversation, in the order in which Slack took them. */
  readonly told: readonly string[];
}

const hopOf = { planAudit: "plan", runChecks: "judge", announceAlerts: "tell", sendNext: "deliver" } as const;
const minutes = (count: number) => new Date(startOfTest.getTime() + count * 60_000);

/** A client's life of two audits, with workers that may die in each, over the real activities, store and simulators. */
export class AuditedLives {
  readonly #test: TestWorld;
  readonly #slack: SlackAdmin;
  readonly #closers: readonly (() => Promise<void>)[];
  readonly #world: ActivityWorld;
  readonly #path: RunPath;
  #number = 0;

  private constructor(world: TestWorld, slack: Awaited<ReturnType<typeof startSlack>>, path: RunPath) {
    this.#path = path;
    this.#test = world;
    this.#slack = new SlackAdmin(slack.address);
    this.#closers = [() => world.close(), () => slack.close()];
    const channel = openSlack({ address: slack.address, token: () => "xoxb-test-token" });
    this.#world = { ...world.world, slack: () => channel };
  }

  static async open(path: RunPath): Promise<AuditedLives> {
    const world = await startTestWorld();
    return new AuditedLives(world, await startSlack({ now: () => world.now().getTime() }), path);
  }

  async close(): Promise<void> {
    for (const close of this.#closers) await close();
  }

  /** Lives through both audits; `deaths` says where a worker dies in each, null where it lives. */
  async live(
    deaths: readonly (Death | null)[],
  ): Promise<Outcome & { readonly counts: readonly ReadonlyMap<InnerHop, number>[] }> {
    const clientId = `life-${(this.#number += 1)}`;
    const channel = `C0LIFE${this.#number}`;
    await this.#slack.addChannel({ id: channel, name: clientId });
    await this.#test.moveTo(startOfTest);
    const portal = await this.#test.addClient(clientId, {
      receivers: [
        { id: "sales", name: "Mia Chen", slack: channel, email: null },
        { id: "head", name: "Jo Keller", slack: channel, email: null },
      ],
    });
    // The portal's clock is still during an audit, so all that is asked, and asked again, falls into one second.
    await portal.admin.setLimits({
      generalPer10s: 1_000_000,
      searchPerSecond: 1_000_000,
      associationsPer10s: 1_000_000,
    });
    const life = new Life(this.#test, this.#world, clientId, this.#path);
    const counts: ReadonlyMap<InnerHop, number>[] = [];
    await this.#raiseHands(portal, ["ana", "bob"]);
    await this.#test.moveTo(minutes(90), portal);
    counts.push(await life.audit(deaths[0] ?? null));

    const [first] = await portal.api.list("contacts");
    await portal.api.update("contacts", first!.id, { hs_lead_status: "UNQUALIFIED" });
    await this.#raiseHands(portal, ["cem"]);
    // Of somebody whose leaving hides nobody that waits.
    const leaver = await portal.admin.createOwner({ email: "lee@lead.example", firstName: "Lee", lastName: "Moss" });
    await portal.api.create("contacts", {
      email: "dora@lead.example",
      lifecyclestage: "lead",
      hubspot_owner_id: leaver.id,
    });
    await portal.admin.deactivateOwner(leaver.id);
    await this.#test.moveTo(minutes(240), portal);
    counts.push(await life.audit(deaths[1] ?? null));
    return { ...(await this.#outcome(clientId)), counts };
  }

  async #raiseHands(portal: TestPortal, names: readonly string[]): Promise<void> {
    for (const name of names)
      await portal.admin.submitForm({
        email: `${name}@lead.example`,
        formName: "Demo",
        pageUrl: "https://n.example/",
        ownerId: portal.ownerId,
      });
  }

  async #outcome(clientId: string): Promise<Outcome> {
    const { db } = this.#world;
    const [findings, events, alerts, outbox, runs] = await Promise.all([
      db
        .selectFrom("finding")
        .select(["check_id", "subject_type", "subject_label", "status", "severity", "episode", "event_no", "summary"])
        .where("client_id", "=", clientId)
        .execute(),
      db
        .selectFrom("finding_event")
        .select(["event_no", "kind", "mode", "summary"])
        .where("client_id", "=", clientId)
        .execute(),
      db
        .selectFrom("alert")
        .select(["alert_id", "status", "episode", "revision"])
        .where("client_id", "=", clientId)
        .execute(),
      db.selectFrom("outbox").select(["delivery_key", "act", "state"]).where("client_id", "=", clientId).execute(),
      db.selectFrom("run").select(["cadence", "mode", "status"]).where("client_id", "=", clientId).execute(),
    ]);
    const messages = await this.#slack.messages(clientId);
    const told = messages.map(
      ({ metadata }) => (metadata as { event_payload: { delivery_key: string } }).event_payload.delivery_key,
    );
    const nameless = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll(clientId, "client")) as unknown;
    const sorted = (rows: readonly object[]) =>
      rows.map((row) => JSON.stringify(nameless(row))).toSorted((a, b) => a.localeCompare(b));
    const dump = Object.entries({ findings, events, alerts, outbox, runs }).map(([table, rows]) => [
      table,
      sorted(rows),
    ]);
    // Conversations may overtake each other; within one, the order holds.
    const conversation = (key: string) => key.split("/").slice(1, 3).join("/");
    const keys = told.map((key) => key.replaceAll(clientId, "client"));
    return { dump, told: keys.toSorted((a, b) => conversation(a).localeCompare(conversation(b))) };
  }
}

/** One client's audits, by workers of which some die. */
class Life {
  readonly #point = new KillPoint();
  readonly #test: TestWorld;
  readonly #world: ActivityWorld;
  readonly #clientId: string;
  readonly #path: RunPath;
  #late = 0;

  constructor(test: TestWorld, world: ActivityWorld, clientId: string, path: RunPath) {
    this.#test = test;
    this.#path = path;
    this.#clientId = clientId;
    const slack = this.#point.outside(world.slack!()!);
    const portal = this.#point.outside(world.portal(clientId), ["answeredAt", "clockAheadMs"]);
    // A lease of whoever died runs out, while the run's own instant stays what it was.
    const now = () => new Date(test.now().getTime() + this.#late);
    this.#world = { ...world, db: this.#point.database(world.db), portal: () => portal, slack: () => slack, now };
  }

  /** Plan, copy, judge, tell, deliver, again after a death, as Temporal does. */
  async audit(death: Death | null): Promise<ReadonlyMap<InnerHop, number>> {
    this.#point.arm(death);
    const run = runName(this.#clientId, this.#test.now());
    const onStep = (message: unknown) => this.#point.enter((message as { step: RunStep }).step);
    runSteps.subscribe(onStep);
    try {
      if (this.#path === "short") await this.#short(run);
      else await this.#long(run);
    } finally {
      runSteps.unsubscribe(onStep);
    }
    return this.#deliver();
  }

  /** The whole run again after each death. */
  async #short(run: RunName): Promise<void> {
    const ended = await this.#again("plan", makeRunShort(this.#world), run);
    if (!("result" in ended)) throw new Error("The short run was handed over.");
  }

  async #long(run: RunName): Promise<void> {
    const plan = await this.#again("plan", makePlanAudit(this.#world), run);
    const receipts: ScanReceipt[] = [];
    for (const record of plan.records)
      receipts.push(await this.#again("copy", makeSyncRecords(this.#world), run, record));
    if (plan.associations !== undefined)
      receipts.push(...(await this.#again("copy", makeSyncAssociations(this.#world), run, plan.associations)));
    if (plan.items.length > 0)
      receipts.push(...(await this.#again("copy", makeSyncConfiguration(this.#world), run, plan.items)));
    if (plan.touchLookBackDays > 0)
      receipts.push(...(await this.#again("copy", makeSyncTouches(this.#world), run, plan.touchLookBackDays)));
    await this.#again(hopOf.runChecks, makeRunChecks(this.#world), { run, plan, receipts });
    await this.#again(hopOf.announceAlerts, makeAnnounceAlerts(this.#world), { clientId: this.#clientId });
  }

  async #deliver(): Promise<ReadonlyMap<InnerHop, number>> {
    for (;;) {
      const { sent, nextDueAt } = await this.#again(hopOf.sendNext, makeSendNext(this.#world), {
        clientId: this.#clientId,
      });
      if (nextDueAt === null) break;
      if (!sent) this.#late += 60_000;
    }
    return new Map(this.#point.counts);
  }

  async #again<Args extends unknown[], Result>(
    hop: InnerHop,
    activity: (...args: Args) => Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      this.#point.enter(hop);
      try {
        const result = await runActivity(activity, args, { attempt }, undefined, this.#temporal());
        if (!this.#point.isDead) return result;
      } catch (error) {
        if (!(error instanceof Killed) && !this.#point.isDead) throw error;
      }
      this.#point.revive();
      this.#late += 60_000;
      for (const table of ["mirror_state", "listing"])
        await sql`update ${sql.table(table)} set lease_until = now() - interval '1 second' where client_id = ${this.#clientId}`.execute(
          this.#test.world.db,
        );
    }
  }

  /** Whom announcements reach. That they do is shown with real workflows. */
  #temporal(): Client {
    const workflow = this.#point.outside({ signalWithStart: () => Promise.resolve(undefined) });
    return { workflow, withAbortSignal: (_: AbortSignal, act: () => unknown) => act() } as unknown as Client;
  }
}
