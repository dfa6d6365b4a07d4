import { sql } from "kysely";
import { expect, test } from "vitest";
import { campaignWords, type Campaign } from "../../domain/inventory/campaign.ts";
import { listWords, type RecordList } from "../../domain/inventory/list.ts";
import { ownerWords, type Owner } from "../../domain/inventory/owner.ts";
import type { AnyKindWords } from "../../domain/inventory/words.ts";
import type { InventoryItem } from "../../domain/inventory/inventory.ts";
import { approveVersion, driftOf, investigateVersion } from "../../storage/inventory/drift.ts";
import { figuresSince } from "../../storage/inventory/figures.ts";
import { hashOfProjection } from "../../storage/inventory/projection.ts";
import { putInventory } from "../../storage/inventory/put-inventory.ts";
import { knownIds, latestInventory } from "../../storage/inventory/read-inventory.ts";
import { describeOnBoth } from "./on-both-databases.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 25, hour));
const owner = (id: string, own: Partial<Owner> = {}): Owner => {
  const rest = { email: null, userId: null, teamIds: [], isActive: true, deactivatedAt: null };
  return { type: "owner", id, name: `Owner ${id}`, ...rest, ...own };
};
const list = (size: number | null): RecordList => ({
  type: "list",
  id: "5",
  name: "Newsletter",
  objectTypeId: "0-1",
  processingType: "DYNAMIC",
  processingStatus: "COMPLETE",
  size,
  filtersUpdatedAt: null,
});

describeOnBoth("inventory", (db, newClient) => {
  const put = (clientId: string, hour: number, items: readonly InventoryItem[], words: AnyKindWords = ownerWords) =>
    db()
      .transaction()
      .execute(async (transaction) =>
        putInventory(transaction, { clientId, words, items, asOf: at(hour), day: `2026-11-${hour}` }),
      );
  const versions = async (clientId: string) => {
    const rows = await db()
      .selectFrom("inventory_version")
      .select(["item_id", "version", "change", "as_of"])
      .where("client_id", "=", clientId)
      .orderBy("item_id")
      .orderBy("version")
      .execute();
    return rows.map((row) => `${row.item_id} ${row.version} ${row.change} ${row.as_of.getUTCHours()}`);
  };
  const drift = async (clientId: string) =>
    (await driftOf(db(), clientId)).map(({ id, version, approved, current }) =>
      [id, version, approved?.name ?? null, current?.name ?? null].join(" "),
    );
  /** What of the database a look has written. */
  const written = async () => {
    const { rows } = await sql<{ xmin: string }>`
      select (select string_agg(xmin::text, ',' order by client_id, kind, item_id) from inventory_item)
        || (select string_agg(xmin::text, ',' order by client_id, kind) from inventory_kind) as xmin
    `.execute(db());
    return rows[0]!.xmin;
  };

  test("what was never read is not an empty list", async () => {
    const client = newClient();
    expect(await latestInventory(db(), client, "owner")).toBeNull();
    expect(await knownIds(db(), client, "owner")).toBeNull();
    await put(client, 9, []);
    expect(await latestInventory(db(), client, "owner")).toEqual([]);
    expect(await knownIds(db(), client, "owner")).toEqual([]);
  });

  test("the first look approves everything, and an equal one writes nothing, whatever its order", async () => {
    const client = newClient();
    expect(await put(client, 9, [owner("1"), owner("2")])).toMatchObject({ isFirstLook: true, created: ["1", "2"] });
    const before = await written();
    const changes = await put(client, 10, [owner("2"), owner("1")]);
    expect(changes).toMatchObject({ isFirstLook: false, created: [], changed: [], deleted: [], moved: [] });
    expect(await written()).toBe(before);
    expect(await versions(client)).toEqual(["1 1 seen 9", "2 1 seen 9"]);
    expect(await drift(client)).toEqual([]);
  });

  test("a changed, created, deleted and re-created item is a version each; the others write nothing", async () => {
    const client = newClient();
    await put(client, 9, [owner("1"), owner("2")]);
    expect(await put(client, 10, [owner("1", { name: "Ana" }), owner("3")])).toMatchObject({
      changed: ["1"],
      created: ["3"],
      deleted: ["2"],
    });
    expect(await drift(client)).toEqual(["1 2 Owner 1 Ana", "2 2 Owner 2 ", "3 1  Owner 3"]);
    expect(
      await put(client, 11, [owner("1", { name: "Ana" }), owner("2", { name: "Back" }), owner("3")]),
    ).toMatchObject({ changed: [], recreated: ["2"] });
    expect(await versions(client)).toEqual([
      "1 1 seen 9",
      "1 2 changed 10",
      "2 1 seen 9",
      "2 2 deleted 10",
      "2 3 recreated 11",
      "3 1 created 10",
    ]);
    expect(await latestInventory(db(), client, "owner")).toMatchObject([
      { name: "Ana" },
      { name: "Back" },
      { id: "3" },
    ]);
  });

  test("what is again as it was approved is no drift, with nobody looking into it", async () => {
    const client = newClient();
    await put(client, 9, [owner("1"), owner("2")]);
    await put(client, 10, [owner("1", { isActive: false })]);
    const seen = { clientId: client, kind: "owner", id: "1", version: 2 } as const;
    expect(await investigateVersion(db(), seen, { by: "Robin", at: at(10), note: "asked Ana" })).toBe(true);
    expect((await driftOf(db(), client))[0]!.investigation).toEqual({ by: "Robin", since: at(10), note: "asked Ana" });
    await put(client, 11, [owner("1"), owner("2")]);
    expect(await drift(client)).toEqual([]);
    await put(client, 12, [owner("1", { isActive: false }), owner("2")]);
    expect(await driftOf(db(), client)).toMatchObject([{ id: "1", version: 4, investigation: null }]);
  });

  test("what came and went between two verdicts is no drift", async () => {
    const client = newClient();
    await put(client, 9, [owner("1")]);
    await put(client, 10, [owner("1"), owner("2")]);
    await put(client, 11, [owner("1")]);
    expect(await drift(client)).toEqual([]);
    await put(client, 12, [owner("1"), owner("2")]);
    expect(await drift(client)).toEqual(["2 3  Owner 2"]);
  });

  test("a verdict approves the version that was seen, and no other", async () => {
    const client = newClient();
    await put(client, 9, [owner("1")]);
    await put(client, 10, [owner("1", { name: "Ana" })]);
    const seen = { clientId: client, kind: "owner", id: "1", version: 2 } as const;
    const said = { verdict: "accept", by: "Robin", at: at(10), note: null } as const;
    await put(client, 11, [owner("1", { name: "Ben" })]);
    expect(await approveVersion(db(), seen, said)).toBe(false);
    expect(await drift(client)).toEqual(["1 3 Owner 1 Ben"]);
    expect(await approveVersion(db(), { ...seen, version: 3 }, said)).toBe(true);
    expect(await drift(client)).toEqual([]);
    await put(client, 12, []);
    expect(await drift(client)).toEqual(["1 4 Ben "]);
  });

  test("an older look changes nothing", async () => {
    const client = newClient();
    await put(client, 11, [owner("1", { name: "New" })]);
    expect(await put(client, 10, [owner("1", { name: "Old" })])).toMatchObject({ changed: [] });
    expect(await latestInventory(db(), client, "owner")).toMatchObject([{ name: "New" }]);
  });

  test("a field that is read for the first time is no change of anybody's", async () => {
    const client = newClient();
    const { teamIds: _, ...elder } = owner("1");
    await put(client, 9, [elder as Owner]);
    expect(await put(client, 10, [owner("1", { teamIds: ["7"] })])).toMatchObject({ changed: [], moved: ["1"] });
    expect(await drift(client)).toEqual([]);
    expect(await versions(client)).toEqual(["1 1 seen 9"]);
    expect(await put(client, 11, [owner("1", { teamIds: [] })])).toMatchObject({ changed: ["1"] });
  });

  test("a figure makes no version, and its history has a value a day", async () => {
    const client = newClient();
    for (const [day, size] of [
      [10, 100],
      [11, 100],
      [12, 40],
      [13, null],
    ] as const)
      await put(client, day, [list(size)], listWords);
    expect(await put(client, 14, [list(100)], listWords)).toMatchObject({ changed: [], moved: ["5"] });
    expect(await latestInventory(db(), client, "list")).toEqual([list(100)]);
    expect(await versions(client)).toEqual(["5 1 seen 10"]);
    expect((await figuresSince(db(), client, "list", "2026-11-11")).get("5")).toEqual([
      { day: "2026-11-10", value: 100 },
      { day: "2026-11-12", value: 40 },
      { day: "2026-11-14", value: 100 },
    ]);
  });

  test("dates come back as dates, and a name that the database refuses is made storable", async () => {
    const client = newClient();
    const campaign: Campaign = {
      type: "campaign",
      id: "c",
      name: "Au\u0000tumn \ud800",
      startAt: at(8),
      endAt: null,
      utm: null,
      ownerId: "7",
    };
    await put(client, 9, [campaign], campaignWords);
    expect(await latestInventory(db(), client, "campaign")).toEqual([{ ...campaign, name: "Au\uFFFDtumn \uFFFD" }]);
    expect(await latestInventory(db(), client, "owner")).toBeNull();
  });

  test("a projection moves only when what was asked for moves", () => {
    const hash = (items: readonly Owner[]) => hashOfProjection(items, ["isActive"]);
    const before = hash([owner("1"), owner("2")]);
    expect(hash([owner("2", { teamIds: ["9"] }), owner("1")])).toBe(before);
    expect(hash([owner("1"), owner("2", { isActive: false })])).not.toBe(before);
    expect(hash([owner("1")])).not.toBe(before);
  });
});
