import { sql } from "kysely";
import { expect, test } from "vitest";
import type { CopyProgress } from "../../domain/mirror/mirror.ts";
import {
  finishCopy,
  leaseMirror,
  MirrorLeaseLost,
  readMirrorState,
  releaseMirror,
  saveProgress,
} from "../../storage/mirror-state.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { at } from "./rows.ts";

const progress: CopyProgress = {
  how: "list",
  properties: ["dealname"],
  asOf: at(0).toISOString(),
  startedAt: at(0).toISOString(),
  attempt: { holder: "fast-1", startedAt: "2026-11-25T12:00:00.000Z" },
  after: "17",
  records: 100,
  isListed: false,
  listedCount: null,
};
const done = {
  properties: ["dealname"],
  watermark: at(1),
  listedAt: at(2),
  listedCount: 3,
  copiedAt: at(4),
  doubt: null,
  vanishedAt: null,
  lacks: null,
  searchLag: null,
  still: null,
  widening: null,
};

describeOnBoth("mirror state", (db, newClient) => {
  const expire = (client: string) =>
    sql`update mirror_state set lease_until = now() - interval '1 second' where client_id = ${client}`.execute(db());

  test("one run holds a mirror, again and again, and others wait for it", async () => {
    const client = newClient();
    expect(await leaseMirror(db(), client, "deal", "fast-1")).toBe(true);
    expect(await leaseMirror(db(), client, "deal", "fast-1")).toBe(true);
    expect(await leaseMirror(db(), client, "deal", "daily-1")).toBe(false);
    expect(await leaseMirror(db(), client, "contact", "daily-1")).toBe(true);
    await releaseMirror(db(), client, "deal", "daily-1");
    expect(await leaseMirror(db(), client, "deal", "daily-1")).toBe(false);
    await releaseMirror(db(), client, "deal", "fast-1");
    expect(await leaseMirror(db(), client, "deal", "daily-1")).toBe(true);
  });

  test("of ten that come at once one gets it", async () => {
    const client = newClient();
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, index) => leaseMirror(db(), client, "deal", `run-${index}`)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test("a lease that ran out is the next one's, and who was too slow writes nothing more", async () => {
    const client = newClient();
    await leaseMirror(db(), client, "deal", "fast-1");
    await saveProgress(db(), client, "deal", "fast-1", progress);
    await expire(client);
    expect(await leaseMirror(db(), client, "deal", "fast-2")).toBe(true);
    await expect(saveProgress(db(), client, "deal", "fast-1", { ...progress, records: 200 })).rejects.toThrow(
      MirrorLeaseLost,
    );
    await expect(finishCopy(db(), client, "deal", "fast-1", done)).rejects.toThrow(MirrorLeaseLost);
    expect(await readMirrorState(db(), client, "deal")).toMatchObject({ watermark: null, progress });
  });

  test("a complete copy keeps what it stands for, and its progress is over", async () => {
    const client = newClient();
    await leaseMirror(db(), client, "deal", "fast-1");
    await saveProgress(db(), client, "deal", "fast-1", progress);
    await finishCopy(db(), client, "deal", "fast-1", done);
    expect(await readMirrorState(db(), client, "deal")).toEqual({ ...done, progress: null });
  });

  test("a copy that an older version had begun goes on", async () => {
    const client = newClient();
    await leaseMirror(db(), client, "deal", "fast-1");
    await saveProgress(db(), client, "deal", "fast-1", progress);
    await sql`update mirror_state set progress = (progress - 'attempt') || jsonb_build_object('leg', progress->'attempt')
      where client_id = ${client}`.execute(db());
    expect((await readMirrorState(db(), client, "deal")).progress).toEqual(progress);
  });

  test("a mirror that nobody has copied knows nothing", async () => {
    expect(await readMirrorState(db(), newClient(), "deal")).toEqual({
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
    });
  });
});
