import { afterAll, beforeAll, beforeEach } from "vitest";
import type { RunName } from "../../activities/shapes.ts";
import type { ClientConfig } from "../../config/config.ts";
import { audit, runName, startOfTest, startTestWorld, type TestPortal, type TestWorld } from "./test-world.ts";

/**
 * A client of each test's own, with a portal of its own: time passes, people ask to be contacted, and it is audited.
 */
export function startAuditedClient(own: Partial<ClientConfig> = {}) {
  let world: TestWorld;
  let portal: TestPortal;
  let clientId: string;
  let number = 0;
  beforeAll(async () => {
    world = await startTestWorld();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    clientId = `client-${(number += 1)}`;
    await world.moveTo(startOfTest);
    portal = await world.addClient(clientId, own);
  });

  const now = () => world.now();
  const config = () => world.world.client(clientId);
  const nextRun = (named: Partial<RunName> = {}) => runName(clientId, now(), named);
  return {
    world: () => world,
    db: () => world.world.db,
    portal: () => portal,
    clientId: () => clientId,
    now,
    pass: (minutes: number) => world.moveTo(new Date(now().getTime() + minutes * 60_000), portal),
    config,
    configure: (changed: Partial<ClientConfig>) => void world.setClient({ ...config(), ...changed }),
    nextRun,
    /** One whole run: what it copied and what came of it. */
    auditNow: (named: Partial<RunName> = {}) => audit(world, nextRun(named)),
    /** One whole run: what came of it. */
    run: async (named: Partial<RunName> = {}) => (await audit(world, nextRun(named))).result,
    /** A lead whom the portal's one owner has. */
    raiseHand: (email: string) =>
      portal.admin.submitForm({
        email,
        formName: "Demo",
        pageUrl: "https://northwind.example/demo",
        ownerId: portal.ownerId,
      }),
    logCall: (contactId: string, properties: Readonly<Record<string, string>> = { hs_call_direction: "OUTBOUND" }) =>
      portal.admin.logEngagement({ type: "calls", contactIds: [contactId], properties }),
    /** Every message that waits has gone out. */
    sendAll: () =>
      world.world.db.updateTable("outbox").set({ state: "sent" }).where("client_id", "=", clientId).execute(),
  };
}
