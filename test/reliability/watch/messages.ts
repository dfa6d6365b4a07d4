import { enqueue } from "../../../storage/outbox.ts";
import { delivery } from "../../storage/rows.ts";
import type { Ground } from "./ground.ts";

/** What a client is told now and then; it goes out at once, unless the sender hangs. */
export class Messages {
  readonly #ground: Ground;
  #number = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async minute(now: Date): Promise<void> {
    if (!this.#ground.random.chance(0.02)) return;
    await this.#add(now);
    if (!this.#ground.broken.sender) await this.#drain(now);
  }

  async hang(): Promise<void> {
    this.#ground.broken.sender = true;
    await this.#add(this.#ground.time.now());
  }

  async free(): Promise<void> {
    this.#ground.broken.sender = false;
    await this.#drain(this.#ground.time.now());
  }

  async #add(now: Date): Promise<void> {
    this.#number += 1;
    await enqueue(this.#ground.db, [delivery("harbour", { act: "open", revision: this.#number })], now);
  }

  async #drain(now: Date): Promise<void> {
    await this.#ground.db
      .updateTable("outbox")
      .set({ state: "sent", sent_at: now })
      .where("state", "in", ["pending", "sending"])
      .execute();
  }
}
