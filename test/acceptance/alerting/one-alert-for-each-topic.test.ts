import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test("two topics are two alerts, each with its own button and ladder", async () => {
  await room.opens(["ana"]);
  await room.opens(["workflow"], { topic: "routing" });
  expect(await room.heard()).toEqual(["sales message: opened ana", "sales message: opened workflow"]);
  await room.takes("sales", "Mia");
  await room.pass(30);
  expect(await room.heard()).toEqual(["head mail: escalated workflow"]);
});
