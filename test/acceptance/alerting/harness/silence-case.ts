import { expect } from "vitest";
import { choosing, silenceMinutes } from "./choices.ts";
import type { Room } from "./open-room.ts";

/** What happens to one lead before and in a silence, and what its receiver hears of it until the silence ends. */
export interface SilenceCase {
  readonly before?: (room: Room) => Promise<void>;
  readonly within?: (room: Room) => Promise<void>;
  /** What the message shows in the end while it holds; left out where there is none, or it stays. */
  readonly showsWithin?: string;
  /** While it holds. */
  readonly heardWithin: readonly string[];
  /** When it ends. */
  readonly heardAfter: readonly string[];
}

/** Lives through it: the silence either runs out after an hour, or is lifted after half of it. */
export async function expectLifeThrough(room: Room, how: "runs out" | "is lifted", one: SilenceCase): Promise<void> {
  const { silence, lift, shows } = choosing(room);
  await one.before?.(room);
  await room.heard();
  const { silenceId } = await silence(silenceMinutes);
  await room.pass(10);
  await one.within?.(room);
  await room.pass(10);
  expect(await room.heard(), "while it is silenced").toEqual(one.heardWithin);
  if (one.showsWithin !== undefined) expect(await shows(), "in its message").toBe(one.showsWithin);
  if (how === "runs out") await room.pass(silenceMinutes - 20);
  else await lift(silenceId);
  expect(await room.heard(), "when the silence ends").toEqual(one.heardAfter);
  await room.pass(20);
  expect(await room.heard(), "afterwards").toEqual([]);
}
