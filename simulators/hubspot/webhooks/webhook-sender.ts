import { setTimeout as sleep } from "node:timers/promises";
import type { JournalEntry } from "../model/write.ts";
import { signV3 } from "./sign.ts";
import { eventsOf } from "./webhook-event.ts";
import type { WebhookEvent } from "./webhook-event.ts";
import type { WebhookSettings } from "./webhook-settings.ts";

/** HubSpot sends fewer than a hundred events at once, and waits five seconds for the answer. */
const maxEvents = 99;
const patienceMs = 5000;

export interface Delivery {
  readonly events: number;
  readonly attempt: number;
  /** Null when nothing came back. */
  readonly status: number | null;
}

/** Tells one app of a portal's writes. Switched off until somebody says where to. */
export class WebhookSender {
  readonly deliveries: Delivery[] = [];
  readonly #now: () => number;
  readonly #stopped = new AbortController();
  #settings: WebhookSettings | null = null;
  #waiting: WebhookEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  switchOn(settings: WebhookSettings): void {
    this.#settings = settings;
  }

  switchOff(): void {
    this.#settings = null;
    this.#waiting = [];
  }

  stop(): void {
    this.switchOff();
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  tell(portalId: number, entries: readonly JournalEntry[]): void {
    const settings = this.#settings;
    if (!settings) return;
    this.#waiting.push(...entries.flatMap((entry) => eventsOf(settings, portalId, entry)));
    if (this.#waiting.length === 0 || this.#timer) return;
    // A moment later, so that what is written together is sent together.
    this.#timer = setTimeout(() => this.#send(settings), 10);
  }

  #send(settings: WebhookSettings): void {
    this.#timer = undefined;
    while (this.#waiting.length > 0) {
      const events = this.#waiting.splice(0, maxEvents);
      // A receiver that never answers well is given up after the last attempt, and a stopped simulator sends no more.
      this.#deliver(settings, events).catch(() => undefined);
    }
  }

  async #deliver(settings: WebhookSettings, events: readonly WebhookEvent[]): Promise<void> {
    const { signal } = this.#stopped;
    for (const [attempt, delayMs] of [0, ...settings.retryDelaysMs].entries()) {
      await sleep(delayMs, undefined, { signal });
      const status = await this.#post(
        settings,
        JSON.stringify(events.map((event) => ({ ...event, attemptNumber: attempt }))),
      );
      this.deliveries.push({ events: events.length, attempt, status });
      if (status !== null && status < 400) return;
    }
  }

  async #post({ targetUrl, clientSecret }: WebhookSettings, body: string): Promise<number | null> {
    const timestamp = String(this.#now());
    const headers = {
      "content-type": "application/json",
      "x-hubspot-request-timestamp": timestamp,
      "x-hubspot-signature-v3": signV3(clientSecret, targetUrl, body, timestamp),
    };
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(patienceMs)]);
    try {
      const answer = await fetch(targetUrl, { method: "POST", headers, body, signal, redirect: "error" });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return null;
    }
  }
}
