import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { beginLostSpans, forgetLostSpans, unsettledSpans } from "../storage/restored/lost-spans.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  /** The database was moved and nothing happened meanwhile: ends mode *restored* instead of beginning it. */
  nothingLost: z.boolean().default(false),
});

export interface DeclareRestoredResult {
  readonly schemaVersion: 1;
  /** Clients that are in mode *restored* now. */
  readonly clients: readonly { readonly clientId: string; readonly from: string; readonly until: string }[];
}

/** Says by hand what the database cannot notice by itself: that it was restored, or that it was only moved. */
export const declareRestored = {
  name: "declareRestored",
  input: Input,
  async run(world: World, { nothingLost }: z.output<typeof Input>): Promise<DeclareRestoredResult> {
    const now = world.now();
    await world.db.transaction().execute(async (transaction) => {
      if (nothingLost) await forgetLostSpans(transaction);
      else await beginLostSpans(transaction, now);
      const verb = nothingLost ? "declare-nothing-lost" : "declare-restored";
      await addAuditEntry(transaction, { clientId: null, at: now, byWhom: "operator", verb, detail: {} });
    });
    const spans = await unsettledSpans(world.db);
    return {
      schemaVersion: 1,
      clients: spans.map(({ client_id, from_at, until_at }) => ({
        clientId: client_id,
        from: from_at.toISOString(),
        until: until_at.toISOString(),
      })),
    };
  },
};
