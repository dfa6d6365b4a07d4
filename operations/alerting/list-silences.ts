import { z } from "zod";
import { sayMatcher } from "../../domain/alerting/matcher.ts";
import { silencesOf } from "../../storage/silences.ts";
import { clientsMeant } from "../reads/known-client.ts";
import type { World } from "../world.ts";

const Input = z.strictObject({ clientId: z.string().optional() });

export interface SilenceView {
  readonly clientId: string;
  readonly silenceId: string;
  readonly matches: string;
  readonly reason: string;
  readonly by: string;
  /** ISO 8601, UTC, like all of these. */
  readonly createdAt: string;
  readonly until: string;
  readonly timeZone: string;
  readonly lastMatchedAt: string | null;
}

export interface SilenceList {
  readonly schemaVersion: 1;
  readonly asOf: string;
  readonly silences: readonly SilenceView[];
}

/** The silences that hold, of one client or all, the one that ends first first. */
export const listSilences = {
  name: "listSilences",
  input: Input,
  async run(world: Pick<World, "config" | "db" | "now">, { clientId }: z.output<typeof Input>): Promise<SilenceList> {
    const now = world.now();
    const lists = await Promise.all(
      clientsMeant(world.config(), clientId).map(async (client) =>
        (await silencesOf(world.db, client.clientId, now)).map((one): SilenceView => ({
          clientId: client.clientId,
          silenceId: one.silenceId,
          matches: sayMatcher(one.matcher),
          reason: one.reason,
          by: one.byWhom,
          createdAt: one.createdAt.toISOString(),
          until: one.until.toISOString(),
          timeZone: client.timeZone,
          lastMatchedAt: one.lastMatchedAt?.toISOString() ?? null,
        })),
      ),
    );
    const silences = lists.flat().toSorted((a, b) => a.until.localeCompare(b.until));
    return { schemaVersion: 1, asOf: now.toISOString(), silences };
  },
};
