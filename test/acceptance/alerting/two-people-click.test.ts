import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("the second click says who has it, and changes nothing", async () => {
  await room.opens(["ana"]);
  await room.takes("sales", "Mia");
  const { revision } = await room.alert();
  expect(await room.takes("sales", "Ben")).toEqual({ ok: false, reason: "Mia has already acknowledged it." });
  expect((await room.alert()).revision).toBe(revision);
  await room.heard();
});

test("of what came later another person takes the rest", async () => {
  await room.opens(["ana"]);
  await room.takes("sales", "Mia");
  await room.opens(["ben"]);
  expect(await room.takes("sales", "Ben")).toMatchObject({ ok: true });
  expect(await room.alert()).toMatchObject({ status: "acknowledged", acknowledged_by: "Ben" });
  const covers = (await room.notices())
    .map(({ covered_by }) => String(covered_by))
    .toSorted((a, b) => a.localeCompare(b));
  expect(covers).toEqual(["Ben", "Mia"]);
  await room.heard();
  await room.pass(200);
  expect(await room.heard()).toEqual([]);
});
