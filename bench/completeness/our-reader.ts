import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { copyRecords } from "../../activities/copy/records/copy-records.ts";
import { createGateway } from "../../connectors/hubspot/gateway.ts";
import { createGovernor } from "../../connectors/hubspot/governor.ts";
import { createOwnLedger } from "../../connectors/hubspot/ledger.ts";
import { openPortal } from "../../connectors/hubspot/portal.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { streamRecords } from "../../storage/mirror.ts";
import type { ReadContact, Reader } from "./stage.ts";

const mostAttempts = 4;

/** Our own copy, tried again as Temporal would, and what its mirror holds then. */
export function ourReader(db: StoreHandle): (address: string, token: string) => Promise<Reader> {
  return (address, token) => {
    const clientId = randomUUID();
    const governor = createGovernor({ ledger: createOwnLedger(), headroomPercent: () => 0 });
    const pages = openPortal(createGateway({ address, token: () => token, governor }));
    const tools = { db, pages, now: () => new Date(), sleep: async (ms: number) => wait(ms) };
    return Promise.resolve(async (properties) => {
      const task = {
        clientId,
        type: "contact",
        objectType: "contacts",
        holder: randomUUID(),
        properties,
        asOf: new Date(),
        freshForMs: 0,
        listEveryMs: 86_400_000,
        anew: false,
        suspects: [],
      };
      for (let attempt = 1; ; attempt += 1) {
        try {
          const { status, reason } = await copyRecords(tools, task);
          if (status !== "complete") throw new Error(`${status}: ${reason}`);
          return await contactsOf(db, clientId);
        } catch (error) {
          if (attempt === mostAttempts) throw error;
        }
      }
    });
  };
}

async function contactsOf(db: StoreHandle, clientId: string): Promise<readonly ReadContact[]> {
  const found: ReadContact[] = [];
  for await (const page of streamRecords(db, clientId, "contact"))
    for (const { id, properties } of page) found.push({ id, firstname: properties["firstname"] ?? null });
  return found;
}
