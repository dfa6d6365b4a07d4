import { expect, test } from "vitest";
import { choosing } from "./harness/choices.ts";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("a silence of one severity holds no worse one", async () => {
  const { silence, heldBecause } = choosing(room);
  await silence(60, { severity: ["medium"] });
  await room.opens(["ana"], { severity: "medium" });
  expect(await room.heard()).toEqual([]);
  expect(await heldBecause("ana")).toEqual(["silence: silenced by Ana until Wed 25 Nov, 11:00 UTC: an import"]);
  await room.opens(["ana"], { severity: "critical" });
  expect(await room.heard()).toEqual(["sales message: opened ana"]);
});
