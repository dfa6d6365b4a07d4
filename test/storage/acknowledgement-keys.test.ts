import { expect, test } from "vitest";
import {
  acknowledgementKeys,
  exchangeAcknowledgementKey,
  oldButtonsUntil,
} from "../../storage/acknowledgement-keys.ts";
import { saveSetting } from "../../storage/settings.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const now = new Date("2026-11-25T10:00:00Z");
const day = 86_400;
const after = (days: number) => new Date(now.getTime() + days * day * 1000);

test("the key of an older Revwatch goes on signing, and is read for as long as what it signed is good", async () => {
  const { db, close } = await openTestDatabase();
  try {
    await saveSetting(db, "acknowledgement-key", "the old secret");
    expect(await acknowledgementKeys(db)).toMatchObject([{ id: "1", secret: "the old secret" }]);
    const exchange = (at: Date, forgetsOld = false) =>
      exchangeAcknowledgementKey(db, { now: at, validForSeconds: 14 * day, forgetsOld });
    const ids = async () => (await acknowledgementKeys(db)).map(({ id }) => id);

    await exchange(now);
    expect(await ids()).toEqual(["2", "1"]);
    await exchange(after(13));
    expect(await ids()).toEqual(["3", "2", "1"]);
    await exchange(after(15));
    expect(await ids()).toEqual(["4", "3", "2"]);
    await exchange(after(16), true);
    expect(await ids()).toEqual(["5"]);
  } finally {
    await close();
  }
});

test("a new installation makes one key, whoever asks first", async () => {
  const { db, close } = await openTestDatabase();
  try {
    const [one, two] = await Promise.all([acknowledgementKeys(db), acknowledgementKeys(db)]);
    expect(one).toEqual(two);
    expect((await oldButtonsUntil(db, 14 * day))!.getTime()).toBeGreaterThan(now.getTime());
  } finally {
    await close();
  }
});
