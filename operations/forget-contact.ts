import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { wakeAlerts } from "./alerting/wake-alerts.ts";
import { forgetPerson } from "./alerting/forget-person.ts";
import { tracesOfPerson, type PersonTraces } from "../storage/person-traces.ts";
import { Refused } from "./operation.ts";
import { knownClient } from "./reads/known-client.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  clientId: z.string().min(1),
  /** HubSpot's id of the contact. */
  contactId: z.string().regex(/^\d{1,20}$/, "A contact is named by its id in HubSpot, a number."),
  /** False only says what there is. */
  confirmed: z.boolean().default(false),
});

export interface ForgetResult {
  readonly schemaVersion: 1;
  readonly clientId: string;
  readonly contactId: string;
  readonly isForgotten: boolean;
  /** True while HubSpot still has the contact: the next copy would bring them back. */
  readonly isInPortal: boolean;
  readonly traces: PersonTraces;
}

/**
 * Takes one person out of everything that is kept of a client, at their request, and edits what Slack shows of them.
 *
 * @throws {Refused} When nothing is kept of them.
 */
export const forgetContact = {
  name: "forgetContact",
  input: Input,
  async run(world: World, { clientId, contactId, confirmed }: z.output<typeof Input>): Promise<ForgetResult> {
    const client = knownClient(world.config(), clientId);
    const traces = await tracesOfPerson(world.db, clientId, contactId);
    const kept = Object.values(traces).reduce((sum, count) => sum + count, 0);
    if (kept === 0)
      throw new Refused(
        `Nothing is kept of contact ${contactId} of ${clientId}. The number at the end of its page in HubSpot is its id.`,
      );
    const result = { schemaVersion: 1, clientId, contactId, isInPortal: traces.record > 0, traces } as const;
    if (!confirmed) return { ...result, isForgotten: false };
    const now = world.now();
    await forgetPerson(world, client, { contactId, runId: null, mode: "live", asOf: now, now });
    await addAuditEntry(world.db, { clientId, at: now, byWhom: "operator", verb: "forget-contact", detail: { kept } });
    await wakeAlerts(world, clientId);
    return { ...result, isForgotten: true };
  },
};
