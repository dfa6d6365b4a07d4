import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MirrorLeaseLost } from "../../storage/mirror-state.ts";
import { purgeClientRows, countClientRows } from "../../storage/purge-client.ts";
import { audit, copy, runName, startOfTest, startTestWorld, testClient, type TestPortal, type TestWorld } from "./test-world.ts";

let world: TestWorld;
let portal: TestPortal;
let clientId: string;
let number = 0;
const monitors = testClient("", "").monitors.filter(({ checkId }) => checkId === "lead-unanswered");

beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  clientId = `client-${(number += 1)}`;
  await world.moveTo(startOfTest);
  portal = await world.addClient(clientId, { monitors });
});

const later = (minutes: number) => new Date(startOfTest.getTime() + minutes * 60_000);
const ask = (of: TestPortal, email: string) =>
  of.admin.submitForm({ email, formName: "Demo", pageUrl: "https://n.example/", ownerId: of.ownerId });
const db = () => world.world.db;
const findings = () => db().selectFrom("finding").selectAll().where("client_id", "=", clientId).orderBy("opened_at").execute();
const outbox = async () =>
  (await db().selectFrom("outbox").selectAll().where("client_id", "=", clientId).orderBy("seq").execute()).map(
    ({ act, state, message }) => [act, state, message.kind === "alert" ? message.alert.status : null],
  );

/** A lead that waits in one portal and was told of; then the config names another portal, in which one waits as well. */
async function changePortal() {
  await ask(portal, "ana@lead.example");
  await world.moveTo(later(90), portal);
  await audit(world, runName(clientId, later(90)));
  await db().updateTable("outbox").set({ state: "sent" }).where("client_id", "=", clientId).execute();
  const other = await world.addClient(`${clientId}-new`, { monitors });
  await ask(other, "bea@lead.example");
  const { portalId } = world.world.client(`${clientId}-new`);
  world.setClient({ ...world.world.client(clientId), portalId });
  return { other, portalId };
}

test("a changed portal begins a new mirror: the old one gone, its findings unwatched, nobody told of a recovery or a beginning", async () => {
  const { other } = await changePortal();
  world.setToken(clientId, world.tokenOf(`${clientId}-new`));
  await world.moveTo(later(200), other);

  const { result } = await audit(world, runName(clientId, later(200)));

  expect(result.status).toBe("complete");
  const [old, fresh] = await findings();
  expect(old).toMatchObject({ status: "resolved", ending: "unwatched" });
  expect(fresh).toMatchObject({ status: "open", subject_label: "bea@lead.example" });
  expect(await outbox()).toEqual([
    ["open", "sent", "open"],
    ["update", "pending", "resolved"],
  ]);
  const records = await db().selectFrom("record").selectAll().where("client_id", "=", clientId).execute();
  expect(JSON.stringify(records)).not.toContain("ana@");
  const hands = await db().selectFrom("hand").selectAll().where("client_id", "=", clientId).orderBy("seen_at").execute();
  expect(hands).toMatchObject([
    { label: null, state: "closed" },
    { label: "bea@lead.example", state: "waiting" },
  ]);
});

test("a portal id that the token does not open changes nothing", async () => {
  await changePortal();
  await world.moveTo(later(95), portal);
  await audit(world, runName(clientId, later(95)));
  expect(await findings()).toMatchObject([{ status: "open" }]);
  expect(await db().selectFrom("record").selectAll().where("client_id", "=", clientId).execute()).toHaveLength(1);
});

test("a purge beside a running copy wins: the copy ends, and leaves nothing", async () => {
  await portal.admin.liveThrough(
    Array.from({ length: 250 }, (_, index) => {
      const at = startOfTest.toISOString();
      return {
        what: "record-created",
        type: "contacts",
        id: String(5000 + index),
        properties: { firstname: `P${index}` },
        at,
      } as const;
    }),
  );
  const opened = world.world.portal(clientId);
  const purging = {
    ...opened,
    recordPage: async (...asked: Parameters<typeof opened.recordPage>) => {
      const page = await opened.recordPage(...asked);
      if (asked[2] !== null) await purgeClientRows(db(), clientId);
      return page;
    },
  };
  const run = runName(clientId, startOfTest);
  await expect(copy({ ...world.world, portal: () => purging }, run)).rejects.toThrow(MirrorLeaseLost);
  expect(await countClientRows(db(), clientId)).toEqual({});
});
