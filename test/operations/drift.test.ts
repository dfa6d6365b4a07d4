import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sayDrift } from "../../cli/print/drift.ts";
import type { Workflow } from "../../domain/inventory/workflow.ts";
import { workflowWords } from "../../domain/inventory/workflow.ts";
import { acceptDrift } from "../../operations/drift/accept-drift.ts";
import { investigateDrift } from "../../operations/drift/investigate-drift.ts";
import { listDrift } from "../../operations/drift/list-drift.ts";
import { Refused } from "../../operations/operation.ts";
import type { World } from "../../operations/world.ts";
import { putInventory } from "../../storage/inventory/put-inventory.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { fixtureConfig } from "../dashboards/fixture-config.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const now = new Date("2026-11-30T12:00:00Z");
const workflow: Workflow = {
  type: "workflow",
  id: "12",
  name: "Route leads",
  isEnabled: true,
  objectTypeId: "0-1",
  revisionId: "1",
  createdAt: now,
  updatedAt: now,
  actionCount: 3,
  reEnrolls: false,
  references: [],
};

let database: OpenDatabase;
let world: Pick<World, "config" | "db" | "links" | "now" | "temporal">;
let number = 0;
let clientIds: readonly string[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Two clients of their own, whose workflow was approved and is switched off since. */
beforeEach(async () => {
  number += 1;
  clientIds = [`one-${number}`, `two-${number}`];
  const clients = clientIds.map((clientId) => ({ ...fixtureConfig.clients[0]!, clientId }));
  world = {
    config: () => ({ ...fixtureConfig, clients }),
    db: database.db,
    links: { dashboard: (path) => `http://dashboard${path}`, workflow: () => null },
    now: () => now,
    temporal: () => Promise.reject(new Error("nobody has to be woken")),
  };
  for (const clientId of clientIds) await look(clientId, 9, workflow);
  await look(clientIds[0]!, 10, off);
});

const off = { ...workflow, isEnabled: false, revisionId: "2" };
async function look(clientId: string, hour: number, ...items: readonly Workflow[]) {
  const asOf = new Date(Date.UTC(2026, 10, 30, hour));
  await putInventory(database.db, { clientId, words: workflowWords, items, asOf, day: null });
}
const list = () => listDrift.run(world, {});
const accept = (own: object = {}) =>
  acceptDrift.run(
    world,
    acceptDrift.input.parse({ item: "workflow/12", verdict: "accept", by: "Robin", via: "cli", ...own }),
  );
const investigate = (own: object = {}) =>
  investigateDrift.run(world, investigateDrift.input.parse({ item: "workflow/12", by: "Ana", via: "cli", ...own }));

describe("drift", () => {
  test("is listed with what differs and where it can be looked at", async () => {
    const { drift } = await list();
    expect(drift).toMatchObject([
      {
        clientId: clientIds[0],
        item: "workflow/12",
        name: "Route leads",
        version: 2,
        difference: ["Switched off"],
        changedAt: "2026-11-30T10:00:00.000Z",
        url: expect.stringContaining("/workflows/") as string,
        investigation: null,
      },
    ]);
    expect(sayDrift(await list())).toContain('workflow "Route leads", changed by Mon 30 Nov, 10:00');
    expect(sayDrift({ ...(await list()), drift: [] })).toBe("Everything is as approved.");
  });

  test("that is accepted is listed no more, and who said so stays in the audit log", async () => {
    expect(await accept({ note: "season is over" })).toEqual({
      ok: true,
      clientId: clientIds[0],
      item: "workflow/12",
      version: 2,
    });
    expect((await list()).drift).toEqual([]);
    const log = await database.db
      .selectFrom("audit_log")
      .select(["verb", "by_whom", "detail"])
      .where("client_id", "=", clientIds[0]!)
      .execute();
    expect(log).toEqual([
      {
        verb: "accept-drift",
        by_whom: "Robin",
        detail: { item: "workflow/12", version: 2, verdict: "accept", note: "season is over", via: "cli" },
      },
    ]);
    await expect(accept()).rejects.toThrow(/is as it was approved/);
  });

  test("that is looked into stays, with its owner, until it is reverted", async () => {
    await investigate({ note: "asked Mia" });
    const investigation = { by: "Ana", since: now.toISOString(), note: "asked Mia" };
    expect((await list()).drift).toMatchObject([{ investigation }]);
    expect(sayDrift(await list())).toContain("Ana has been looking into it since Mon 30 Nov, 12:00 UTC: asked Mia");
    await look(clientIds[0]!, 11, workflow);
    expect((await list()).drift).toEqual([]);
  });

  test("of a version that nobody has seen is not accepted", async () => {
    await look(clientIds[0]!, 11, { ...off, name: "Route" });
    await expect(accept({ version: 2 })).rejects.toThrow(/has changed since version 2: it is at version 3 now/);
    await expect(investigate({ version: 2 })).rejects.toThrow(Refused);
    await accept({ version: 3, verdict: "this-client-only" });
    expect((await list()).drift).toEqual([]);
  });

  test("is named exactly: an item of two clients needs the client, an unknown kind is said so", async () => {
    await look(clientIds[1]!, 10);
    await expect(accept()).rejects.toThrow(/have a change of workflow\/12. Say which: --client/);
    await accept({ clientId: clientIds[1] });
    expect((await list()).drift.map(({ clientId }) => clientId)).toEqual([clientIds[0]]);
    await expect(accept({ item: "constructor/1" })).rejects.toThrow(/names no item/);
    await expect(accept({ item: "nonsense" })).rejects.toThrow(/names no item/);
  });
});
