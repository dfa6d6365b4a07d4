import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Order } from "./kill-preload.ts";

const preload = fileURLToPath(new URL("kill-preload.ts", import.meta.url));

/** Orders to a process that loads `kill-preload.ts`: at which call to the outside it dies, and whether it has. */
export class Blows {
  /** For the environment of the processes. */
  readonly env: Readonly<Record<string, string>>;
  readonly #orders = join(tmpdir(), `revwatch-test-kills-${crypto.randomUUID()}.json`);

  /** @param command - The word of the command line by which the process is known that strikes. */
  constructor(command: string) {
    this.env = {
      NODE_OPTIONS: `--import ${preload}`,
      REVWATCH_TEST_KILLS: this.#orders,
      REVWATCH_TEST_KILL_IN: command,
    };
  }

  /** @returns The id by which its landing is known. */
  order(order: Omit<Order, "id">): string {
    const id = crypto.randomUUID();
    writeFileSync(this.#orders, JSON.stringify({ id, ...order } satisfies Order));
    return id;
  }

  hasLanded(id: string): boolean {
    try {
      return readFileSync(`${this.#orders}.landed`, "utf8").includes(id);
    } catch {
      return false;
    }
  }

  withdraw(): void {
    rmSync(this.#orders, { force: true });
  }

  end(): void {
    this.withdraw();
    rmSync(`${this.#orders}.landed`, { force: true });
  }
}
