import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("what gets worse after the click is told and climbs", async () => {
  await room.opens(["ana"], { severity: "medium" });
  await room.takes("sales", "Mia");
  await room.opens(["ana"], { severity: "critical" });
  await room.pass(30);
  expect(await room.heard()).toEqual([
    "sales message: opened ana",
    "sales reply: worsened ana",
    "head mail: escalated ana",
  ]);
});

test("what grows milder is changed in place", async () => {
  await room.opens(["ana"], { severity: "critical" });
  await room.heard();
  await room.opens(["ana"], { severity: "low" });
  expect(await room.heard()).toEqual([]);
  expect(await room.alert()).toMatchObject({ severity: "low", revision: 2 });
});
