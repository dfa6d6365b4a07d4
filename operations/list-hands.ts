import { z } from "zod";
import { classOfConversion, type Classed } from "../domain/leads/hand-rules.ts";
import { latestInventory } from "../storage/inventory/read-inventory.ts";
import { readHandState } from "../storage/hands/hand-knowledge.ts";
import { handSources } from "../storage/hands/kept-hands.ts";
import { clientsMeant } from "./reads/known-client.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({ clientId: z.string() });
const lookBackMs = 30 * 86_400_000;

/** A form or another source, and what it counts as. */
export interface HandSourceView {
  readonly source: string;
  readonly how: "form" | "meeting-link" | "lead-ads" | "import" | "api";
  /** `hand`: it asks to be contacted. `unclassified`: nobody has said. `other`: it does not. */
  readonly class: Classed["class"];
  /** `setting`: the client's own line. `name`: its words. `kept`: people were told of it before that was asked. */
  readonly classBy: "setting" | "name" | "kept";
  /** People, or contacts of a batch, within the last thirty days. */
  readonly raised: number;
}

export interface HandList {
  readonly schemaVersion: 1;
  readonly clientId: string;
  readonly asOf: string;
  /** ISO 8601: from when on all hands are known; null before the first audit. */
  readonly knownSince: string | null;
  /** Why requests are not held against the forms' own submissions; null where they are. */
  readonly unproven: string | null;
  /** Submissions of the last proof that had no contact. */
  readonly unmatched: number;
  readonly sources: readonly HandSourceView[];
  /** The portal's own forms with what each would count as, for `hands.forms` in the client's file. */
  readonly proposed: readonly { readonly form: string; readonly asks: boolean | null }[];
}

/** What a client's forms and other sources count as, and what the portal's own forms are proposed to be. */
export const listHands = {
  name: "listHands",
  input: Input,
  async run(world: Pick<World, "config" | "db" | "now">, { clientId }: z.output<typeof Input>): Promise<HandList> {
    const [client] = clientsMeant(world.config(), clientId);
    const now = world.now();
    const state = await readHandState(world.db, clientId);
    const forms = (await latestInventory(world.db, clientId, "form")) ?? [];
    const names = [...new Set(forms.map(({ name }) => name))].sort((one, other) => one.localeCompare(other));
    return {
      schemaVersion: 1,
      clientId,
      asOf: now.toISOString(),
      knownSince: state?.knownSince.toISOString() ?? null,
      unproven: state?.unproven ?? null,
      unmatched: state?.unmatched ?? 0,
      sources: await handSources(world.db, clientId, new Date(now.getTime() - lookBackMs)),
      proposed: names.map((form) => {
        const { class: kind } = classOfConversion(client!.hands, form, form);
        return { form, asks: kind === "unclassified" ? null : kind === "hand" };
      }),
    };
  },
};
