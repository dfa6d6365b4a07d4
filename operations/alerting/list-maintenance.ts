import { z } from "zod";
import { windowsToCome } from "../../config/alerting-times.ts";
import { sayMatcher } from "../../domain/alerting/matcher.ts";
import { clientsMeant } from "../reads/known-client.ts";
import type { World } from "../world.ts";

const Input = z.strictObject({
  clientId: z.string().optional(),
  /** Only those that are open. */
  isOpen: z.boolean().default(false),
});

export interface WindowView {
  readonly clientId: string;
  readonly name: string;
  /** What is not told meanwhile. */
  readonly matches: string;
  readonly isOpen: boolean;
  /** ISO 8601, UTC: of the one that is open, or the next one. */
  readonly from: string;
  readonly until: string;
  readonly timeZone: string;
}

export interface WindowList {
  readonly schemaVersion: 1;
  readonly asOf: string;
  readonly windows: readonly WindowView[];
}

/** Maintenance windows that are open or come within a week, of one client or all, the next one first. */
export const listMaintenance = {
  name: "listMaintenance",
  input: Input,
  run(
    world: Pick<World, "config" | "now">,
    { clientId, isOpen: onlyOpen }: z.output<typeof Input>,
  ): Promise<WindowList> {
    const now = world.now();
    const windows = clientsMeant(world.config(), clientId)
      .flatMap((client) =>
        windowsToCome(client, now).map(({ name, scope, from, until, timeZone }): WindowView => ({
          clientId: client.clientId,
          name,
          matches: sayMatcher(scope),
          isOpen: from <= now,
          from: from.toISOString(),
          until: until.toISOString(),
          timeZone,
        })),
      )
      .filter(({ isOpen }) => isOpen || !onlyOpen)
      .toSorted((a, b) => a.from.localeCompare(b.from));
    return Promise.resolve({ schemaVersion: 1, asOf: now.toISOString(), windows });
  },
};
