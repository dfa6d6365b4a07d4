import { granted } from "../../../domain/access.ts";
import { ensureClient, markOnboarded, saveAccess } from "../../../storage/clients.ts";
import { saveReading } from "../../../storage/readings.ts";
import { saveSchedules, type ScheduleState } from "../../../storage/schedule-states.ts";
import { clients, minuteMs, type Ground } from "./ground.ts";

const cadences = ["fast", "hourly", "daily"] as const;
type Cadence = (typeof cadences)[number];
const everyMinutes: Readonly<Record<Cadence, number>> = { fast: 5, hourly: 60, daily: 1_440 };

/** The audits of all clients and their schedules, with copies of hours and operators' pauses among them. */
export class Audits {
  readonly #ground: Ground;
  readonly #nextDue = new Map<string, number>();
  readonly #copies = new Map<string, { readonly runId: string; readonly until: number }>();
  readonly #pauses = new Map<string, number>();
  #schedulesWritten = "";

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async takeOn(clientId: string): Promise<void> {
    const now = this.#ground.time.now();
    await ensureClient(this.#ground.db, { clientId, name: clientId, portalId: "1" });
    await saveAccess(this.#ground.db, clientId, granted, null, now);
    await markOnboarded(this.#ground.db, clientId, now);
    await saveReading(this.#ground.db, {
      clientId,
      runId: "all-1",
      inUse: cadences,
      read: cadences,
      asOf: now,
      settledAt: now,
    });
    for (const cadence of cadences) this.#planNext(clientId, cadence, now);
  }

  /** The keeper of schedules writes rows only where a state has changed; so does this one, with less reading. */
  async seeSchedules(now: Date): Promise<void> {
    const schedules = this.#schedules(now);
    const written = JSON.stringify(schedules);
    if (written !== this.#schedulesWritten)
      return saveSchedules(this.#ground.db, schedules, now).then(() => void (this.#schedulesWritten = written));
    const value = JSON.stringify(now.toISOString());
    await this.#ground.db.updateTable("setting").set({ value }).where("name", "=", "schedules-seen-at").execute();
  }

  /** Whatever is due now is read, in one go. */
  async minute(now: Date): Promise<void> {
    for (const clientId of clients) await this.#audit(clientId, now);
  }

  async #audit(clientId: string, now: Date): Promise<void> {
    const copy = this.#copies.get(clientId);
    if (copy !== undefined) return this.#goOnCopying(clientId, copy, now);
    const due = cadences.filter((cadence) => {
      const key = `${clientId}/${cadence}`;
      const id = `audit/${key}`;
      const isRunning =
        !this.#ground.broken.stuck.has(key) && !this.#ground.broken.missing.has(id) && !this.#pauses.has(id);
      return isRunning && now.getTime() >= (this.#nextDue.get(key) ?? 0);
    });
    if (due.length === 0) return;
    for (const cadence of due) this.#planNext(clientId, cadence, now);
    await saveReading(this.#ground.db, {
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
    const jitterMs = this.#ground.random.int(0, Math.min(10, Math.floor(everyMinutes[cadence] / 10))) * minuteMs;
    const offsetMs = cadence === "daily" ? 5 * 60 * minuteMs : 0; // 06:00 in Berlin
    const slot = Math.floor((now.getTime() - offsetMs) / everyMs) + 1;
    this.#nextDue.set(`${clientId}/${cadence}`, slot * everyMs + offsetMs + jitterMs);
  }

  async beginCopy(clientId: string, minutes: number): Promise<void> {
    const now = this.#ground.time.now();
    const runId = `all-${now.toISOString()}`;
    this.#copies.set(clientId, { runId, until: now.getTime() + minutes * minuteMs });
    const name = { client_id: clientId, run_id: runId, cadence: "all", mode: "live" as const, period: now, as_of: now };
    await this.#ground.db
      .insertInto("run")
      .values({ ...name, status: "running", workflow_id: runId, workflow_run_id: "1" } as never)
      .execute();
    await this.#ground.db
      .insertInto("mirror_state")
      .values({
        client_id: clientId,
        record_type: "contact",
        properties: "[]",
        lease_holder: runId,
        moved_at: now,
      } as never)
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
      await this.#ground.db
        .updateTable("mirror_state")
        .set({ moved_at: now })
        .where("client_id", "=", clientId)
        .execute();
      return;
    }
    this.#copies.delete(clientId);
    await this.#ground.db
      .updateTable("run")
      .set({ status: "complete", finished_at: now })
      .where("client_id", "=", clientId)
      .where("run_id", "=", runId)
      .execute();
    await saveReading(this.#ground.db, { clientId, runId, inUse: cadences, read: cadences, asOf: now, settledAt: now });
    for (const cadence of cadences) this.#planNext(clientId, cadence, now);
  }

  pause(scheduleId: string): void {
    this.#pauses.set(scheduleId, this.#ground.time.now().getTime());
  }

  unpause(scheduleId: string): void {
    this.#pauses.delete(scheduleId);
  }

  #schedules(now: Date): readonly ScheduleState[] {
    const ids = clients.flatMap((clientId) =>
      cadences.map((cadence) => [clientId, `audit/${clientId}/${cadence}`] as const),
    );
    return ids.map(([clientId, scheduleId]) => {
      const since = this.#pauses.get(scheduleId);
      if (since !== undefined && since <= now.getTime())
        return { clientId, scheduleId, state: "paused", note: "Migration, by Robin" };
      return {
        clientId,
        scheduleId,
        state: this.#ground.broken.missing.has(scheduleId) ? "missing" : "running",
        note: null,
      };
    });
  }
}
