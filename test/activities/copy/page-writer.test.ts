import { expect, test } from "vitest";
import { createPageWriter } from "../../../activities/copy/records/page-writer.ts";
import type { CopyProgress } from "../../../domain/mirror/mirror.ts";
import { streamRecords } from "../../../storage/mirror.ts";
import { leaseMirror } from "../../../storage/mirror-lease.ts";
import { ensureMirror, readMirrorState } from "../../../storage/mirror-state.ts";
import { describeOnBoth } from "../../storage/on-both-databases.ts";

const seenAt = new Date("2026-11-25T12:00:00Z");
const record = (id: string, name: string, minute: number) => ({
  id,
  properties: { dealname: name, amount: null },
  updatedAt: new Date(`2026-11-25T11:0${minute}:00Z`),
});
const reached = (after: string | null): CopyProgress => ({
  how: "list",
  properties: ["dealname"],
  asOf: seenAt.toISOString(),
  startedAt: seenAt.toISOString(),
  attempt: { holder: "run", startedAt: seenAt.toISOString() },
  after,
  records: 0,
  isListed: false,
  listedCount: null,
});

describeOnBoth("page writer", (db, newClient) => {
  const open = async () => {
    const clientId = newClient();
    await ensureMirror(db(), clientId, "deal");
    const lease = (await leaseMirror(db(), { clientId, recordType: "deal", kind: "list" }, "run"))!;
    const writer = createPageWriter({ db: db(), lease, seenAt, now: () => seenAt });
    const stored = async () => {
      const found: Record<string, unknown> = {};
      for await (const page of streamRecords(db(), clientId, "deal"))
        for (const { id, properties } of page) found[id] = properties;
      return found;
    };
    const place = async () => (await readMirrorState(db(), clientId, "deal")).listing?.after;
    return { writer, stored, place };
  };

  test("a record that comes again on the next page is stored as its newer version says, whichever comes first", async () => {
    const { writer, stored, place } = await open();
    await writer.add([record("1", "old", 1), record("2", "new", 5)], reached("a"));
    await writer.add([record("1", "new", 2), record("2", "old", 4)], reached("b"));
    await writer.flush();
    expect(await stored()).toEqual({ 1: { dealname: "new" }, 2: { dealname: "new" } });
    expect(await place()).toBe("b");
  });

  test("a record twice on one page, and a page without any", async () => {
    const { writer, stored, place } = await open();
    await writer.add([record("1", "first", 1), record("1", "second", 1)], reached("a"));
    await writer.add([], reached("b"));
    await writer.flush();
    expect(await stored()).toEqual({ 1: { dealname: "second" } });
    expect(await place()).toBe("b");
  });

  test("what nobody has to wait for is stored from a thousand records on, the rest by a flush", async () => {
    const { writer, stored } = await open();
    const page = (from: number) => Array.from({ length: 100 }, (_, index) => record(String(from + index), "any", 1));
    for (let from = 0; from < 1_000; from += 100) await writer.add(page(from), reached(String(from)));
    await writer.add(page(1_000), reached("1000"));
    await expect.poll(async () => Object.keys(await stored()).length).toBe(1_000);
    await writer.flush();
    expect(Object.keys(await stored())).toHaveLength(1_100);
  });

  test("behind a batch that could not be stored, nothing is stored, and its place is not kept", async () => {
    const { writer, stored, place } = await open();
    const wrong = record("1\n2", "any", 1);
    await writer.add([wrong], reached("a"));
    await expect(writer.flush()).rejects.toThrow(/null value/);
    await writer.add([record("2", "any", 1)], reached("b"));
    await expect(writer.flush()).rejects.toThrow(/null value/);
    expect(await stored()).toEqual({});
    expect(await place()).toBeUndefined();
  });
});
