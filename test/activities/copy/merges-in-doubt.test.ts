import { describe, expect, test } from "vitest";
import { makeSyncRecords } from "../../../activities/copy/sync-records.ts";
import { noticeMerges } from "../../../storage/merged-records.ts";
import { audit, copy, runActivity } from "../test-world.ts";
import { startMergingClient } from "./merging-client.ts";

const { world, portal, clientId, now, db, pass, run, nextRun, waiting, openWithOne } = startMergingClient();

describe("a deal", () => {
  test("that was told of moves as a contact does", async () => {
    const values = { dealname: "Renewal", dealstage: "qualifiedtobuy", closedate: "2026-11-01T00:00:00Z" };
    const [one, two] = [
      await portal().api.create("deals", values),
      await portal().api.create("deals", { ...values, closedate: "2027-11-01T00:00:00Z" }),
    ];
    await run();
    const open = async () =>
      (
        await db()
          .selectFrom("finding")
          .selectAll()
          .where("client_id", "=", clientId())
          .where("check_id", "=", "deal-close-date-past")
          .execute()
      ).map(({ subject_id, status, episode }) => ({ subject_id, status, episode }));
    expect(await open()).toEqual([{ subject_id: one.id, status: "open", episode: 1 }]);
    await pass(1);
    const left = (await portal().api.merge("deals", one.id, two.id)).id;
    await run();
    expect(await open()).toEqual([{ subject_id: left, status: "open", episode: 1 }]);
  });
});

describe("what is said of a merge and is not true", () => {
  test("two records that name each other both stay", async () => {
    const { lead, other } = await openWithOne();
    const merges = [
      { formerId: lead, survivorId: other },
      { formerId: other, survivorId: lead },
    ];
    await noticeMerges(db(), clientId(), "contact", merges, now());
    await run();
    expect(await waiting()).toMatchObject([{ subject_id: lead, status: "open" }]);
    expect(await db().selectFrom("merged_record").selectAll().where("client_id", "=", clientId()).execute()).toEqual(
      [],
    );
  });

  test("an id that is answered with three others is asked for alone, and leads to one", async () => {
    const { lead, other } = await openWithOne();
    const left = (await portal().api.merge("contacts", other, lead)).id;
    const strangers = [await portal().api.create("contacts", {}), await portal().api.create("contacts", {})];
    const answered = world().world.portal(clientId());
    const portalWithThree = {
      ...answered,
      async recordsById(...asked: Parameters<typeof answered.recordsById>) {
        const { records, gone } = await answered.recordsById(...asked);
        if (!asked[2].includes(lead)) return { records, gone };
        const others = await answered.recordsById(
          asked[0],
          asked[1],
          strangers.map(({ id }) => id),
        );
        const claim = { hs_merged_object_ids: lead };
        return {
          records: [
            ...records,
            ...others.records.map((one) => ({ ...one, properties: { ...one.properties, ...claim } })),
          ],
          gone,
        };
      },
    };
    const { plan } = await copy(world().world, nextRun());
    const contacts = plan.records.find(({ type }) => type === "contact")!;
    await runActivity(makeSyncRecords({ ...world().world, portal: () => portalWithThree }), [nextRun(), contacts], {
      attempt: 4,
    });
    const merged = await db()
      .selectFrom("merged_record")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("former_id", "=", lead)
      .execute();
    expect(merged).toMatchObject([{ survivor_id: left }]);
    await run();
    expect(await waiting()).toMatchObject([{ subject_id: left, status: "open" }]);
  });
});

test("a portal whose records do not name what was merged: the id alone leads there", async () => {
  const { lead, other } = await openWithOne();
  const left = (await portal().api.merge("contacts", other, lead)).id;
  const answered = world().world.portal(clientId());
  const silent = {
    ...answered,
    recordPage: async (type: string, names: readonly string[], after: string | null) =>
      answered.recordPage(
        type,
        names.filter((name) => name !== "hs_merged_object_ids"),
        after,
      ),
    changedPage: async (type: string, names: readonly string[], since: Date, after: string | null) =>
      answered.changedPage(
        type,
        names.filter((name) => name !== "hs_merged_object_ids"),
        since,
        after,
      ),
    recordsById: async (type: string, names: readonly string[], ids: readonly string[]) =>
      answered.recordsById(
        type,
        names.filter((name) => name !== "hs_merged_object_ids"),
        ids,
      ),
  };
  await pass(27 * 60);
  await audit({ ...world(), world: { ...world().world, portal: () => silent } }, nextRun());
  expect(await waiting()).toMatchObject([{ subject_id: left, status: "open", episode: 1 }]);
});

test("a deleted contact that is restored is a person of whom nothing was known, and its end was called deleted", async () => {
  const { lead } = await openWithOne();
  await portal().api.archive("contacts", lead);
  await run();
  expect(await waiting()).toMatchObject([{ status: "resolved", ending: "deleted" }]);
  await pass(1);
  await portal().admin.liveThrough([{ what: "record-restored", type: "contacts", id: lead, at: now().toISOString() }]);
  await run();
  expect(await waiting()).toMatchObject([
    { subject_id: lead, status: "open", episode: 1 },
    { status: "resolved", ending: "deleted" },
  ]);
});
