import { sql } from "kysely";
import { expect, test } from "vitest";
import type { CopyProgress } from "../../domain/mirror/mirror.ts";
import {
  leaseMirror,
  MirrorLeaseLost,
  releaseMirror,
  saveProgress,
  type CopyKind,
} from "../../storage/mirror-lease.ts";
import { doubtList, ensureMirror, finishChanges, finishList, readMirrorState } from "../../storage/mirror-state.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at } from "./rows.ts";

const progress: CopyProgress = {
  how: "changes",
  properties: ["dealname"],
  asOf: at(0).toISOString(),
  startedAt: at(0).toISOString(),
  attempt: { holder: "fast-1", startedAt: "2026-11-25T12:00:00.000Z" },
  after: "17",
  records: 100,
  isListed: false,
  listedCount: null,
};
const copied = {
  properties: ["dealname"],
  watermark: at(1),
  copiedAt: at(4),
  lacks: null,
  searchLag: null,
  still: null,
  widening: null,
};
const listed = { ...copied, listedAt: at(2), listedCount: 3 };
const forward = { isBackward: false };

describeOnBoth("mirror state", (db, newClient) => {
  const expire = async (client: string) => {
    for (const table of ["mirror_state", "listing"])
      await sql`update ${sql.table(table)} set lease_until = now() - interval '1 second' where client_id = ${client}`.execute(
        db(),
      );
  };
  const lease = (clientId: string, holder: string, kind: CopyKind = "changes", recordType = "deal") =>
    leaseMirror(db(), { clientId, recordType, kind }, holder);
  const held = async (...asked: Parameters<typeof lease>) => (await lease(...asked))!;
  const state = (client: string) => readMirrorState(db(), client, "deal");

  test.each(["list", "changes"] as const)("one run holds the %s, and others wait for it", async (kind) => {
    const client = newClient();
    const first = await held(client, "fast-1", kind);
    expect(await lease(client, "daily-1", kind)).toBeNull();
    expect(await lease(client, "daily-1", kind, "contact")).not.toBeNull();
    await releaseMirror(db(), { ...first, no: first.no + 1 });
    expect(await lease(client, "daily-1", kind)).toBeNull();
    await releaseMirror(db(), first);
    expect(await lease(client, "daily-1", kind)).not.toBeNull();
  });

  test("a list and changes are held beside each other", async () => {
    const client = newClient();
    await held(client, "daily-1", "list");
    expect(await lease(client, "fast-1", "changes")).not.toBeNull();
    expect(await lease(client, "fast-1", "list")).toBeNull();
  });

  test.each(["list", "changes"] as const)("of ten that come at once for the %s one gets it", async (kind) => {
    const client = newClient();
    const taken = await Promise.all(Array.from({ length: 10 }, (_, index) => lease(client, `run-${index}`, kind)));
    expect(taken.filter((one) => one !== null)).toHaveLength(1);
  });

  test.each(["list", "changes"] as const)(
    "a lease of the %s that ran out is the next one's, and who was too slow writes nothing more",
    async (kind) => {
      const client = newClient();
      await ensureMirror(db(), client, "deal");
      const slow = await held(client, "fast-1", kind);
      await saveProgress(db(), slow, { ...progress, how: kind });
      await expire(client);
      await held(client, "fast-2", kind);
      await expect(saveProgress(db(), slow, { ...progress, records: 200 })).rejects.toThrow(MirrorLeaseLost);
      const finish = () =>
        kind === "list" ? finishList(db(), slow, listed, forward) : finishChanges(db(), slow, copied);
      await expect(finish()).rejects.toThrow(MirrorLeaseLost);
      const { watermark, progress: changes, listing } = await state(client);
      expect({ watermark, records: (kind === "list" ? listing : changes)?.records }).toEqual({
        watermark: null,
        records: 100,
      });
    },
  );

  test("so is one of an attempt of the same run that was thought dead, at once", async () => {
    const client = newClient();
    const zombie = await held(client, "fast-1");
    const successor = await held(client, "fast-1");
    await expect(saveProgress(db(), zombie, progress)).rejects.toThrow(MirrorLeaseLost);
    await expect(finishChanges(db(), zombie, copied)).rejects.toThrow(MirrorLeaseLost);
    await releaseMirror(db(), zombie);
    await saveProgress(db(), successor, progress);
    expect((await state(client)).progress).toEqual(progress);
  });

  test("a complete copy keeps what it stands for, and its progress is over", async () => {
    const client = newClient();
    await ensureMirror(db(), client, "deal");
    const list = await held(client, "daily-1", "list");
    await saveProgress(db(), list, { ...progress, how: "list" });
    await finishList(db(), list, listed, forward);
    const known = { doubt: null, vanishedAt: null, progress: null, listing: null };
    expect(await state(client)).toEqual({ ...listed, ...known });
    const changes = await held(client, "fast-1");
    await saveProgress(db(), changes, progress);
    await finishChanges(db(), changes, { ...copied, watermark: at(5), copiedAt: at(9) });
    expect(await state(client)).toEqual({ ...listed, watermark: at(5), copiedAt: at(9), ...known });
  });

  test("a list that ends later takes back nothing of what was copied beside it, unless it stands before that", async () => {
    const client = newClient();
    await finishChanges(db(), await held(client, "fast-1"), { ...copied, watermark: at(5), copiedAt: at(9) });
    const list = await held(client, "daily-1", "list");
    await finishList(db(), list, listed, forward);
    expect(await state(client)).toMatchObject({ watermark: at(5), copiedAt: at(9), listedAt: at(2) });
    await finishList(db(), list, listed, { isBackward: true });
    expect(await state(client)).toMatchObject({ watermark: at(1), copiedAt: at(4) });
  });

  test("changes take back nothing of what a list beside them has found out", async () => {
    const client = newClient();
    const changes = await held(client, "fast-1");
    await doubtList(db(), await held(client, "daily-1", "list"), { listedAt: at(2), doubt: "fewer" });
    await finishChanges(db(), changes, copied);
    expect(await state(client)).toMatchObject({ doubt: "fewer", listedAt: at(2), copiedAt: at(4) });
  });

  test("a copy that an older version had begun goes on", async () => {
    const client = newClient();
    await saveProgress(db(), await held(client, "fast-1"), progress);
    await sql`update mirror_state set progress = (progress - 'attempt') || jsonb_build_object('leg', progress->'attempt')
      where client_id = ${client}`.execute(db());
    expect((await state(client)).progress).toEqual(progress);
  });

  test("a mirror that nobody has copied knows nothing", async () => {
    expect(await state(newClient())).toEqual({
      properties: [],
      watermark: null,
      listedAt: null,
      listedCount: null,
      copiedAt: null,
      doubt: null,
      vanishedAt: null,
      lacks: null,
      searchLag: null,
      still: null,
      widening: null,
      progress: null,
      listing: null,
    });
  });
});
