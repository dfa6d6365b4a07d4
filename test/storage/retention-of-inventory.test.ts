import { expect, test } from "vitest";
import { figuresSince, putFigures } from "../../storage/inventory/figures.ts";
import { describeOnBoth } from "./on-both-databases.ts";
import { daysAgo, retentionActs } from "./retention-acts.ts";

describeOnBoth("what is kept of an inventory", (db, newClient) => {
  const { prune, versionsOf } = retentionActs(db);

  test("of an item the approved version and the last two stay, however old", async () => {
    const clientId = newClient();
    const item = { client_id: clientId, kind: "form", item_id: "f" };
    for (const [version, days] of [350, 300, 200, 150, 140, 10].entries())
      await db()
        .insertInto("inventory_version")
        .values({ ...item, version, as_of: daysAgo(days), change: "changed", hash: `${version}`, item: "{}" })
        .execute();
    await db()
      .insertInto("inventory_item")
      .values({ ...item, version: 5, is_present: true, figures: "{}", approved_version: 1 })
      .execute();
    await prune();
    expect(await versionsOf(clientId)).toEqual([1, 4, 5]);
  });

  test("an item whose deletion was approved goes with its versions, and one whose deletion was not stays", async () => {
    const clientId = newClient();
    for (const [item_id, approved] of [
      ["gone", 2],
      ["missed", 1],
    ] as const) {
      const item = { client_id: clientId, kind: "form", item_id };
      const version = { ...item, as_of: daysAgo(120), hash: "" };
      await db()
        .insertInto("inventory_version")
        .values([
          { ...version, version: 1, change: "seen", item: "{}" },
          { ...version, version: 2, change: "deleted", item: null },
        ])
        .execute();
      await db()
        .insertInto("inventory_item")
        .values({ ...item, version: 2, is_present: false, figures: "{}", approved_version: approved })
        .execute();
    }
    await prune();
    const left = await db().selectFrom("inventory_item").select("item_id").where("client_id", "=", clientId).execute();
    expect(left).toEqual([{ item_id: "missed" }]);
    expect(await versionsOf(clientId)).toEqual([1, 2]);
  });

  test("sizes of lists go, but for the one that still holds", async () => {
    const clientId = newClient();
    const dayOf = (days: number) => daysAgo(days).toISOString().slice(0, 10);
    for (const [days, value] of [
      [500, 1],
      [450, 2],
      [300, 3],
    ] as const)
      await putFigures(db(), clientId, "list", [{ id: "7", day: dayOf(days), value }]);
    await prune();
    const left = (await figuresSince(db(), clientId, "list", dayOf(400))).get("7");
    expect(left?.map(({ value }) => value)).toEqual([2, 3]);
  });
});
