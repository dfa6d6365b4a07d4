import { Random } from "../../random.ts";
import type { Fault } from "./fault.ts";

interface Armed {
  readonly fault: Fault;
  readonly path: RegExp;
  readonly random: Random;
  toSkip: number;
  left: number;
}

/** The faults that are set for one portal. */
export class FaultMenu {
  #armed: Armed[] = [];
  #lastId = 0;

  get all(): readonly (Fault & { left: number | null })[] {
    return this.#armed.map(({ fault, left }) => ({ ...fault, left: left === Infinity ? null : left }));
  }

  set(input: Omit<Fault, "id">): number {
    const id = ++this.#lastId;
    this.#armed.push({
      fault: { ...input, id },
      path: pathPattern(input.path),
      random: new Random(input.seed),
      toSkip: input.skip,
      left: input.times ?? Infinity,
    });
    return id;
  }

  clear(id?: number): void {
    this.#armed = id === undefined ? [] : this.#armed.filter(({ fault }) => fault.id !== id);
  }

  /** The fault that strikes this call; null for most. */
  strike(method: string, path: string, body: string): Fault | null {
    for (const armed of this.#armed) {
      const { fault } = armed;
      if (armed.left <= 0 || (fault.method !== undefined && fault.method !== method) || !armed.path.test(path))
        continue;
      if (fault.body !== undefined && !body.includes(fault.body)) continue;
      if (armed.toSkip > 0) {
        armed.toSkip--;
        continue;
      }
      if (!armed.random.chance(fault.probability)) continue;
      armed.left--;
      return fault;
    }
    return null;
  }
}

function pathPattern(path: string): RegExp {
  const isWhole = path.endsWith("$");
  const escaped = (isWhole ? path.slice(0, -1) : path)
    .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*");
  return new RegExp(`^${escaped}${isWhole ? "$" : ""}`);
}
