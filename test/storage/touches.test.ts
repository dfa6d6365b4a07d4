import { expect, test } from "vitest";
import {
  knownEngagements,
  putEngagements,
  removeEngagements,
  touchesByContact,
  type StoredEngagement,
} from "../../storage/touches.ts";
import { callAt } from "../domain/leads/sample-touch.ts";
import { describeOnBoth } from "./on-both-databases.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 25, hour));
const engagement = (contactId: string, engagementId: string, hour: number | null): StoredEngagement => ({
  contactId,
  engagementType: "calls",
  engagementId,
  touch: hour === null ? null : callAt(at(hour)),
});

const named = (engagementId: string, hour: number) => ({ ...callAt(at(hour)), engagementType: "calls", engagementId });

describeOnBoth("touches", (db, newClient) => {
  test("come back by contact, oldest first; what was no touch is known and not told", async () => {
    const client = newClient();
    await putEngagements(db(), client, [
      engagement("1", "a", 12),
      engagement("1", "b", 9),
      engagement("2", "c", null),
      engagement("2", "d", 10),
    ]);
    expect(await touchesByContact(db(), client, ["1", "2"])).toEqual(
      new Map([
        ["1", [named("b", 9), named("a", 12)]],
        ["2", [named("d", 10)]],
      ]),
    );
    const settled = (engagementId: string) => ({ engagementId, isPending: false, isOfOld: false });
    expect(await knownEngagements(db(), client, "calls", ["2"])).toEqual(
      new Map([["2", [settled("c"), settled("d")]]]),
    );
    expect(await knownEngagements(db(), client, "emails", ["2"])).toEqual(new Map());
    expect(await knownEngagements(db(), client, "calls", [])).toEqual(new Map());
  });

  test("what is gone goes for that contact alone", async () => {
    const client = newClient();
    await putEngagements(db(), client, [engagement("1", "a", 9), engagement("2", "a", 9)]);
    await removeEngagements(db(), client, "calls", [{ contactId: "1", engagementId: "a" }]);
    expect([...(await touchesByContact(db(), client, ["1", "2"])).keys()]).toEqual(["2"]);
  });

  test("an engagement that comes twice counts once, as it was last", async () => {
    const client = newClient();
    await putEngagements(db(), client, [engagement("1", "a", 9), engagement("1", "a", 10)]);
    await putEngagements(db(), client, [engagement("1", "a", 11)]);
    await putEngagements(db(), client, []);
    expect((await touchesByContact(db(), client, ["1", "2"])).get("1")).toEqual([named("a", 11)]);
  });

  test("a mailing to more contacts than one statement can hold", async () => {
    const client = newClient();
    const many = Array.from({ length: 12_000 }, (_, index) => String(index));
    await putEngagements(
      db(),
      client,
      many.map((id) => engagement(id, "a", 9)),
    );
    expect((await touchesByContact(db(), client, many)).size).toBe(12_000);
  });
});
