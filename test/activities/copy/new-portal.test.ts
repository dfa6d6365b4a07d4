import { expect, test } from "vitest";
import { MirrorLeaseLost } from "../../../storage/mirror-lease.ts";
import { purgeClientRows, countClientRows } from "../../../storage/purge-client.ts";
import { startAuditedClient } from "../audited-client.ts";
import { copy, monitorsOf, startOfTest } from "../test-world.ts";

const monitors = monitorsOf("lead-unanswered");
const { world, portal, clientId, now, db, pass, configure, run, nextRun, raiseHand, sendAll } = startAuditedClient({
  monitors,
});

const findings = () =>
  db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).orderBy("opened_at").execute();
const outbox = async () =>
  (await db().selectFrom("outbox").selectAll().where("client_id", "=", clientId()).orderBy("seq").execute()).map(
    ({ act, state, message }) => [act, state, message.kind === "alert" ? message.alert.status : null],
  );

/**
 * A lead that waits in one portal and was told of; then the config names another portal, in which one waits as well.
 */
async function changePortal() {
  await raiseHand("ana@lead.example");
  await pass(90);
  await run();
  await sendAll();
  const other = await world().addClient(`${clientId()}-new`, { monitors });
  await other.admin.submitForm({
    email: "bea@lead.example",
    formName: "Demo",
    pageUrl: "https://n.example/",
    ownerId: other.ownerId,
  });
  const { portalId } = world().world.client(`${clientId()}-new`);
  configure({ portalId });
  return { other, portalId };
}

test("a changed portal begins a new mirror: the old one gone, its findings unwatched, nobody told of a recovery or a beginning", async () => {
  const { other } = await changePortal();
  world().setToken(clientId(), world().tokenOf(`${clientId()}-new`));
  await world().moveTo(new Date(now().getTime() + 110 * 60_000), other);

  expect((await run()).status).toBe("complete");
  const [old, fresh] = await findings();
  expect(old).toMatchObject({ status: "resolved", ending: "unwatched" });
  expect(fresh).toMatchObject({ status: "open", subject_label: "bea@lead.example" });
  expect(await outbox()).toEqual([
    ["open", "sent", "open"],
    ["update", "pending", "resolved"],
  ]);
  const records = await db().selectFrom("record").selectAll().where("client_id", "=", clientId()).execute();
  expect(JSON.stringify(records)).not.toContain("ana@");
  const hands = await db()
    .selectFrom("hand")
    .selectAll()
    .where("client_id", "=", clientId())
    .orderBy("seen_at")
    .execute();
  expect(hands).toMatchObject([
    { label: null, state: "closed" },
    { label: "bea@lead.example", state: "waiting" },
  ]);
});

test("a portal id that the token does not open changes nothing", async () => {
  await changePortal();
  await pass(5);
  await run();
  expect(await findings()).toMatchObject([{ status: "open" }]);
  expect(await db().selectFrom("record").selectAll().where("client_id", "=", clientId()).execute()).toHaveLength(1);
});

test("a purge beside a running copy wins: the copy ends, and leaves nothing", async () => {
  await portal().admin.liveThrough(
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
  const opened = world().world.portal(clientId());
  const purging = {
    ...opened,
    recordPage: async (...asked: Parameters<typeof opened.recordPage>) => {
      const page = await opened.recordPage(...asked);
      if (asked[2] !== null) await purgeClientRows(db(), clientId());
      return page;
    },
  };
  await expect(copy({ ...world().world, portal: () => purging }, nextRun())).rejects.toThrow(MirrorLeaseLost);
  expect(await countClientRows(db(), clientId())).toEqual({});
});
