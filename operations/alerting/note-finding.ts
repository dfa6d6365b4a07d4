import { z } from "zod";
import { addAuditEntry } from "../../storage/audit-log.ts";
import { lockClient } from "../../storage/clients.ts";
import { addNote } from "../../storage/notes.ts";
import { locateFinding } from "../reads/locate-finding.ts";
import type { World } from "../world.ts";
import { by, via } from "./meant-findings.ts";

const Input = z.strictObject({
  findingId: z.string().min(1).max(500),
  clientId: z.string().optional(),
  text: z.string().trim().min(1, "Write something.").max(1_000),
  by,
  via,
});

/** A named person writes down what others should know of a finding. Nobody is told; its story shows it. */
export const noteFinding = {
  name: "noteFinding",
  input: Input,
  /** @throws {Refused} For a finding that nobody has. */
  async run(
    world: Pick<World, "config" | "db" | "now">,
    { text, by: byWhom, via: from, ...name }: z.output<typeof Input>,
  ): Promise<{ readonly ok: true; readonly clientId: string; readonly findingId: string }> {
    const { client } = await locateFinding(world, name);
    const { clientId } = client;
    const at = world.now();
    return world.db.transaction().execute(async (transaction) => {
      await lockClient(transaction, clientId);
      const { row } = await locateFinding({ ...world, db: transaction }, { ...name, clientId });
      const { finding_id: findingId, episode } = row;
      await addNote(transaction, clientId, { findingId, episode, text, byWhom, at });
      // What was written stays with the finding, and goes with it.
      const detail = { findingId, via: from };
      await addAuditEntry(transaction, { clientId, at, byWhom, verb: "note", detail });
      return { ok: true, clientId, findingId };
    });
  },
};
